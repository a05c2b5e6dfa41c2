import { describeFinding } from './describe-finding.js';
import { failed, type Finding, skipped, type Verdict } from './verdict.types.js';

const BROKE_OFF = 'Try the same by hand, as docs/image-contract.md shows, and look at the log of the container.';

/** What has been found of an image, in the order of the checks; each is told at once. */
export class Checklist {
  readonly #findings: Finding[] = [];

  constructor(private readonly tell: (line: string) => void) {}

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get isPassed(): boolean {
    return this.#findings.every(({ mark }) => mark !== 'failed');
  }

  /** A check that breaks off has failed; those behind it are made all the same. Whether it passed. */
  async check(check: string, judge: () => Verdict | Promise<Verdict>): Promise<boolean> {
    const verdict = await Promise.resolve()
      .then(judge)
      .catch((error: unknown) => failed(error instanceof Error ? error.message : String(error), BROKE_OFF));
    return this.#add({ check, ...verdict });
  }

  skip(check: string, why: string): void {
    this.#add({ check, ...skipped(why) });
  }

  #add(finding: Finding): boolean {
    this.#findings.push(finding);
    this.tell(describeFinding(finding));
    return finding.mark === 'passed';
  }
}
