import type { BindingRequest, ServiceBinding } from '../bindings/service-binding.types.js';
import type { Operation, Originator } from '../operations/operation.types.js';
import type { HostPorts } from '../ports/port-claim.types.js';
import type { InstanceRequest, InstanceState, ServiceInstance } from './service-instance.types.js';

export interface OverviewQuery {
  readonly limit: number;
  /** The id of the last instance on the page before. */
  readonly after?: string | undefined;
  readonly serviceName?: string | undefined;
  readonly hostId?: string | undefined;
  readonly state?: InstanceState | undefined;
}

/** Of an instance, what is no secret of its users. Times are milliseconds since 1970 by the database's clock. */
export interface InstanceSummary
  extends
    Pick<ServiceInstance, 'instanceId' | 'serviceName' | 'planName' | 'state' | 'health' | 'hostId'>,
    Pick<ServiceInstance, 'containerName' | 'imageVersion' | 'sharedIn' | 'isHouse'>,
    Pick<InstanceRequest, 'context' | 'organizationGuid' | 'spaceGuid'> {
  readonly imageId: string | undefined;
  /** By which a registry has it; `undefined` where it came from none, or nobody looked yet. */
  readonly imageDigest: string | undefined;
  readonly ports: HostPorts;
  readonly createdAt: number;
  /** `undefined` until the platform has got an answer about it. */
  readonly acknowledgedAt: number | undefined;
}

export interface InstancePage {
  readonly instances: readonly InstanceSummary[];
  readonly hasMore: boolean;
}

export interface BindingSummary
  extends
    Pick<ServiceBinding, 'bindingId' | 'appGuid' | 'state'>,
    Pick<BindingRequest, 'bindResource' | 'predecessorId'> {
  readonly createdAt: number;
}

export interface OperationSummary extends Operation {
  readonly originator: Originator | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface InstanceDetails extends InstanceSummary {
  readonly bindings: readonly BindingSummary[];
  readonly operations: readonly OperationSummary[];
}
