/** What a check has found: `says` is one sentence, `hint` what the author does next. */
export interface Verdict {
  readonly mark: 'passed' | 'failed' | 'skipped';
  readonly says: string;
  readonly hint?: string;
}

export interface Finding extends Verdict {
  readonly check: string;
}

export function passed(says = ''): Verdict {
  return { mark: 'passed', says };
}

export function failed(says: string, hint: string): Verdict {
  return { mark: 'failed', says, hint };
}

/** The image promises nothing here, or nobody can tell. */
export function skipped(says: string): Verdict {
  return { mark: 'skipped', says };
}

/** The first that failed, else the first that was skipped, else the last. */
export function worstOf(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  return (
    verdicts.find(({ mark }) => mark === 'failed') ??
    verdicts.find(({ mark }) => mark === 'skipped') ??
    verdicts[verdicts.length - 1] ??
    verdicts[0]
  );
}
