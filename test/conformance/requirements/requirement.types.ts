/** Of the broker, but for `PLAT` (the platform's own duty) and `FACT` (what Cloud Foundry's client does). */
export type Level = 'MUST' | 'SHOULD' | 'MAY' | 'REC' | 'PLAT' | 'FACT';

export interface Requirement {
  readonly id: string;
  readonly level: Level;
  /** A few words of our own. */
  readonly title: string;
}

export type RequirementRow = readonly [id: string, level: Level, title: string];
