import type { Caller } from './access.types.js';

/** What stands before every route, unknown ones too, and before the body is read. */
export abstract class AccessGate {
  /** Synchronous for callers that were right before: this runs with every request. */
  abstract admit(knock: Knock): Admission | Promise<Admission>;
}

/** What a request shows at the gate. */
export interface Knock {
  readonly method: string;
  /** The pattern of the route, or the path as it came where there is no route. */
  readonly route: string;
  readonly authorization: string | undefined;
  /** Of the client, or `unknown`; asked for at logins alone. */
  readonly address: () => string;
}

export interface Admission {
  /** Whose credentials they are, whether they open this route or not; `undefined`: nobody's, or the route is public. */
  readonly caller: Caller | undefined;
  /** `undefined`: come in. */
  readonly refusal: Refusal | undefined;
}

/** The status and the sentence to refuse the request with. */
export interface Refusal {
  /** 429: nobody had time to look at the credentials, or they were shown too often. */
  readonly status: 401 | 403 | 429;
  readonly description: string;
  /** Of 429. */
  readonly retryAfterSeconds?: number;
}
