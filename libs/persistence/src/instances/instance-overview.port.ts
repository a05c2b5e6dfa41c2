import type { InstanceDetails, InstancePage, OverviewQuery } from './instance-overview.types.js';

/** What operators see of instances. Opens no parameters to them, no credentials, no definition and no dashboard URL. */
export abstract class InstanceOverview {
  /** Newest first. */
  abstract list(query: OverviewQuery): Promise<InstancePage | 'unknown cursor'>;

  /** With its bindings, oldest first, and its newest operations, newest first. */
  abstract find(instanceId: string, mostOperations: number): Promise<InstanceDetails | undefined>;
}
