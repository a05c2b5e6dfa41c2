/** How things stand between the agent and one broker. */
export type ConnectionState =
  | { readonly kind: 'new' }
  | { readonly kind: 'connected' }
  /** No answer. */
  | { readonly kind: 'lost'; readonly reason: string }
  /** An answer that does not take us: a wrong password, a value that is not allowed. */
  | { readonly kind: 'refused'; readonly reason: string };

export function isSameState(one: ConnectionState, other: ConnectionState): boolean {
  return one.kind === other.kind && reasonOf(one) === reasonOf(other);
}

export function reasonOf(state: ConnectionState): string | undefined {
  return 'reason' in state ? state.reason : undefined;
}
