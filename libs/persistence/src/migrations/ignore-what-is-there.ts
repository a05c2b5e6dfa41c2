const ALREADY_THERE: readonly unknown[] = ['ER_DUP_KEYNAME', 'ER_DUP_FIELDNAME'];

/** MySQL keeps each statement of a migration that was broken off: what a repetition finds there already is fine. */
export function ignoreWhatIsThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && ALREADY_THERE.includes(error.code))) throw error;
}
