import type { Claim, NewOperation, Operation } from '../operations/operation.types.js';
import type { ContainerPortName, HostPorts } from '../ports/port-claim.types.js';
import type {
  ClaimedPorts,
  MadeContainer,
  NewInstance,
  NewPlace,
  NewUpdate,
  OpenedDeprovision,
  OpenedProvision,
  OpenedUpdate,
  ProvisionResult,
  RecordedRequest,
  SeenInstance,
  ServiceInstance,
} from './service-instance.types.js';

/**
 * Instances, their reserved ports and the beginnings and ends of their operations. Each method is one transaction.
 * Methods that take a `Claim` throw `FencedError` when it is outdated, and have then changed nothing.
 */
export abstract class ServiceInstanceStore {
  abstract find(instanceId: string): Promise<ServiceInstance | undefined>;

  abstract findPorts(instanceId: string): Promise<HostPorts>;

  /** All of a host, but those whose creation has failed; in no order. */
  abstract findOnHost(hostId: string): Promise<readonly ServiceInstance[]>;

  /**
   * Of the same ones, by their ids: a text that becomes another one whenever the instance has another request, plan or
   * container. Opens nothing that is sealed, so that who has seen an instance need not read it again and again.
   */
  abstract findMarksOnHost(hostId: string): Promise<ReadonlyMap<string, string>>;

  /**
   * Instance, port claims and operation, or nothing (intent before effect). An instance of the same id whose creation
   * failed and was undone is replaced when the request is the same.
   */
  abstract openProvision(instance: NewInstance): Promise<OpenedProvision>;

  /**
   * Stores the intent to delete; overtakes a running creation and ends the operations of the instance's bindings. An
   * order that is just being stored is waited for: `unknown` means that none of an earlier request will appear (row 4).
   */
  abstract openDeprovision(instanceId: string, operation: NewOperation): Promise<OpenedDeprovision>;

  /**
   * The intent to change a ready instance into its target. Binds are refused from now on; whoever deletes the instance
   * overtakes.
   */
  abstract openUpdate(update: NewUpdate): Promise<OpenedUpdate>;

  /**
   * A new context, or parameters, that nothing in the container has to be changed for (UPD-08). False: the instance is not
   * ready, not as it was seen, or gone.
   */
  abstract recordRequest(seen: SeenInstance, recorded: RecordedRequest): Promise<boolean>;

  /**
   * The intent to give a ready instance a new container. `undefined`: it is not ready any more, or an operation lives on
   * it, which sees for itself.
   */
  abstract openRepair(instanceId: string, operation: NewOperation): Promise<Operation | undefined>;

  /** Reserves host ports for container ports that have none yet. Repeatable: what is claimed stays. */
  abstract claimPorts(claim: Claim, instanceId: string, ports: readonly ContainerPortName[]): Promise<ClaimedPorts>;

  /** Gives back what is reserved for other container ports than these. */
  abstract keepPorts(claim: Claim, instanceId: string, ports: readonly ContainerPortName[]): Promise<void>;

  /** A stranger holds this port: it is set aside for a while, and the instance gets another in its place. */
  abstract moveClaim(claim: Claim, instanceId: string, hostPort: number): Promise<ClaimedPorts>;

  /** Its host is full and nothing of it is left there: the instance and what it claims go to another host (row 26). */
  abstract moveToHost(claim: Claim, instanceId: string, place: NewPlace): Promise<ClaimedPorts>;

  abstract recordContainer(claim: Claim, instanceId: string, container: MadeContainer): Promise<void>;

  /**
   * The one moment in which an update gets its way: the instance is what its target says, in the new container. What is
   * left to do is to remove the old one (failure-model row 61).
   */
  abstract switchContainer(claim: Claim, instanceId: string, container: MadeContainer): Promise<void>;

  /** The platform has got an answer about the instance. Those of which it has not may be unknown to it (row 8). */
  abstract acknowledge(instanceId: string): Promise<void>;

  abstract completeProvision(claim: Claim, instanceId: string, result: ProvisionResult): Promise<void>;

  /** The instance is what its target says: since the switch, or, in the container that it had, from now on. */
  abstract completeUpdate(claim: Claim, instanceId: string): Promise<void>;

  /** Nothing of the target has come true; the instance is as it was, but may not work any more. */
  abstract failUpdate(claim: Claim, instanceId: string, isUsable: boolean): Promise<void>;

  /** The instance has a container that runs. */
  abstract completeRepair(claim: Claim, instanceId: string): Promise<void>;

  /** Everything that was made is gone again: ports are given back, the row stays so that the failure can be told. */
  abstract completeUndo(claim: Claim, instanceId: string): Promise<void>;

  /** Container and volume are proven gone: claims, bindings and instance go with them. */
  abstract completeDeprovision(claim: Claim, instanceId: string): Promise<void>;
}
