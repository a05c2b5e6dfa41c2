import type { Call } from '../support/cloud-controller/judge-answer.js';

/** `at once`: work ends within the wait. `slowly`: 202 first, the work goes on after it. */
export type Speed = 'at once' | 'slowly';

/** What there is before the request. What ends in `…ing` does so until the row has ended. */
export type State =
  | 'nothing'
  | 'creating'
  | 'ready'
  | 'updating'
  | 'deleting'
  | 'create failed'
  | 'deleted'
  | 'binding'
  | 'bound'
  | 'unbinding'
  | 'bind failed'
  | 'unbound';

export interface Request {
  readonly call: Call;
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST';
  /** With `:instance`, `:binding`, `:successor` and `:operation` (the last one that was told) in it. */
  readonly url: string;
  /** A text is sent as it is; in an object are the same words as in `url`. */
  readonly body?: object | string;
  /** `undefined` leaves one of those out that a platform sends; `:etag` is the last one told. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Expected {
  readonly status: Readonly<Record<Speed, readonly number[]>>;
  readonly error?: string;
  /** What the body of anything but a 202 has at least; nested values may be matchers. */
  readonly body?: object;
  /** Likewise of a 202. */
  readonly of202?: object;
  readonly without?: readonly string[];
  readonly says?: RegExp;
  /** Of the answer; `undefined`: it has none. */
  readonly headers?: Readonly<Record<string, unknown>>;
  /** The operation of the request that brought the state about, or of the one before. */
  readonly sameOperation?: true;
  /** What becomes of a 202. */
  readonly end?: 'succeeded' | 'failed';
}

/** What an administrator asks for before the request. */
export interface Administered {
  readonly method: 'PUT' | 'DELETE';
  readonly url: string;
  readonly body?: object;
}

export interface Step {
  readonly administered?: Administered | undefined;
  readonly request: Request;
  readonly expect: Expected;
}

/** What a script does from the row's first request on. */
export type Played = 'fails' | 'is missing' | { readonly prints: string };

export interface Row extends Step {
  /** Requirements, parted by spaces. */
  readonly ids: string;
  readonly title: string;
  readonly given?: State;
  /** Service and plan of what is given; `redis_100` unless said otherwise. */
  readonly of?: { readonly service_id: string; readonly plan_id: string };
  /** More than that in the body of what is given. */
  readonly givenBody?: object;
  readonly then?: readonly Step[];
  readonly playing?: Readonly<Record<string, Played>>;
  /** Ids of another kind than UUIDs. */
  readonly named?: { readonly instance?: string; readonly binding?: string };
  readonly only?: Speed;
}

/** Rows that share a broker. */
export interface Area {
  readonly name: string;
  readonly rows: readonly Row[];
  /** In place of the plans of `redis` and `static`. */
  readonly images?: readonly object[];
  readonly env?: Readonly<Record<string, string>>;
}
