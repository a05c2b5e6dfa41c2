export type Spec = 'plain' | 'other' | 'bad';
export type State = 'unknown' | 'creating' | 'undoing' | 'ready' | 'updating' | 'failed' | 'deleting';
export type End = 'succeeded' | 'failed';
export type Verb = 'PUT' | 'PATCH' | 'DELETE' | 'GET' | 'POLL';

/** One request of a platform about an instance, or about a binding of it. */
export interface Order {
  readonly verb: Verb;
  readonly instanceId: string;
  readonly bindingId: string | undefined;
  /** The parameters of a PUT or PATCH; scripts fail when they say `bad`. Of an instance `other` is another plan as well. */
  readonly spec: Spec;
  readonly isPlanKnown: boolean;
  readonly acceptsIncomplete: boolean;
}
