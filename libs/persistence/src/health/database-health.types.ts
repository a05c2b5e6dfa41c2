/** Whether the brokers' shared memory can be worked with. */
export type DatabaseState =
  | 'serving'
  /** It does not answer a query within two seconds. */
  | 'away'
  /** Its migrations are not those that this broker knows: another version has been at it. */
  | 'other schema'
  /** Its secrets were sealed with another key than this broker's. */
  | 'other key';

/** How many hosts agents have told of, and what ails them; one host may count in several. */
export interface HostCounts {
  readonly known: number;
  /** Their agents have missed three beats. */
  readonly silent: number;
  /** Their engines did not answer the broker three times in a row. */
  readonly failing: number;
  readonly full: number;
  /** Their engines are too old, or confine containers too little. */
  readonly unsafe: number;
  /** None of this, active and open: new instances can be placed there. */
  readonly usable: number;
}

export interface DatabaseReport {
  readonly state: DatabaseState;
  /** `undefined` unless the database is serving. */
  readonly hosts: HostCounts | undefined;
}
