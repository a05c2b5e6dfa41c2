/** What stands before every route, unknown ones too, and before the body is read. */
export abstract class AccessGate {
  /** `undefined`: come in. Else the status and the sentence to refuse the request with. */
  abstract refuse(request: {
    readonly method: string;
    /** The pattern of the route, or the path as it came where there is no route. */
    readonly route: string;
    readonly authorization: string | undefined;
  }): Promise<Refusal | undefined> | undefined;
}

export interface Refusal {
  readonly status: 401 | 403;
  readonly description: string;
}
