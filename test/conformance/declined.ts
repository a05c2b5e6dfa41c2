/** Why a requirement needs no row and no test, or lacks them. */
export interface Declined {
  readonly ids: string;
  /**
   * `platform`: not ours to do. `not here`: there is nothing that it could be about. `record`: we decided otherwise, or
   * how. `open`: it is not met yet.
   */
  readonly kind: 'platform' | 'not here' | 'record' | 'open';
  readonly reason: string;
  /** A document, from `docs`. */
  readonly see?: string;
}

/** Empty of `open` before a release. */
export const DECLINED: readonly Declined[] = [
  {
    ids: 'HDR-02 HDR-03',
    kind: 'record',
    reason: 'A version that is missing is a 412, as one that is wrong.',
    see: 'adr/0013-version-header-and-capacity-statuses.md',
  },
  {
    ids: 'PROV-17',
    kind: 'record',
    reason: 'No room is a 400, as is a limit of instances; no living host is a 503.',
    see: 'adr/0013-version-header-and-capacity-statuses.md',
  },
  {
    ids: 'AUTH-05',
    kind: 'record',
    reason: 'HTTPS by the section "tls", or a proxy in front that ends TLS.',
    see: 'operating.md',
  },
  {
    ids: 'AUTH-06',
    kind: 'not here',
    reason: 'One platform a broker. Brokers of one database can stand behind several prefixes.',
  },
  { ids: 'EXT-02', kind: 'not here', reason: 'Answers have no fields of our own.' },
  {
    ids: 'ORP-04',
    kind: 'record',
    reason: 'Removed is only what a tombstone proves ours.',
    see: 'adr/0018-what-the-reconciler-may-do.md',
  },
  { ids: 'PROV-15 UPD-19', kind: 'not here', reason: 'Instances have no metadata.' },
  { ids: 'BIND-20 BIND-21 BIND-22', kind: 'not here', reason: 'Bindings do not expire, and have no metadata.' },
  {
    ids: 'DEP-09',
    kind: 'not here',
    reason: 'A deletion goes on until it has succeeded, and is never said to have failed.',
    see: 'adr/0005-intention-before-action.md',
  },
  { ids: 'CFM-05', kind: 'not here', reason: 'Credentials are given as they are.' },
  { ids: 'CFS-22', kind: 'platform', reason: 'Served for other platforms.' },
  { ids: 'CCC-12', kind: 'platform', reason: 'Operators of the platform choose what it takes.' },
  { ids: 'CCT-01', kind: 'platform', reason: 'Our waits are shorter.', see: 'configuration.md' },
  {
    ids: 'CCT-05 CCT-06 CCT-14',
    kind: 'platform',
    reason: 'What comes of it is one more DELETE, at any time (ORP-01).',
  },
];
