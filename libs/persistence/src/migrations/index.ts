import { Capacity1764540000000 } from './capacity-1764540000000.js';
import { AccessTokens1764560000000 } from './access-tokens-1764560000000.js';
import { Audit1764570000000 } from './audit-1764570000000.js';
import { EngineFault1764530000000 } from './engine-fault-1764530000000.js';
import { FirstTables1764000000000 } from './first-tables-1764000000000.js';
import { Images1764515000000 } from './images-1764515000000.js';
import { InstanceLimits1764525000000 } from './instance-limits-1764525000000.js';
import { NothingLost1764200000000 } from './nothing-lost-1764200000000.js';
import { Overview1764400000000 } from './overview-1764400000000.js';
import { RunningHosts1764550000000 } from './running-hosts-1764550000000.js';
import { SharedContainers1764510000000 } from './shared-containers-1764510000000.js';
import { Size1764590000000 } from './size-1764590000000.js';
import { WholeApi1764300000000 } from './whole-api-1764300000000.js';

/** In the order in which they are run; a released one is never changed. */
export const MIGRATIONS = [
  FirstTables1764000000000,
  NothingLost1764200000000,
  WholeApi1764300000000,
  Overview1764400000000,
  SharedContainers1764510000000,
  Images1764515000000,
  InstanceLimits1764525000000,
  EngineFault1764530000000,
  Capacity1764540000000,
  RunningHosts1764550000000,
  AccessTokens1764560000000,
  Audit1764570000000,
  Size1764590000000,
];
