import { randomUUID } from 'node:crypto';
import type { BindingResult, NewBinding } from '../bindings/service-binding.types.js';
import type { MemoryOrder } from '../capacity/memory-order.types.js';
import type { HostReport } from '../hosts/host.types.js';
import type { InstanceTarget, MadeContainer, NewInstance } from '../instances/service-instance.types.js';
import type { Failure, NewOperation } from '../operations/operation.types.js';
import type { SeenEngine } from '../reconciler/host-pass.types.js';

export function aHost(changes: Partial<HostReport> = {}): HostReport {
  return {
    dockerHost: `host-${randomUUID()}`,
    dockerPort: 2376,
    serviceHost: '192.0.2.1',
    portMin: 20_000,
    portMax: 20_009,
    keepAliveSeconds: 30,
    isActive: true,
    perfFactor: 1,
    execCommand: '',
    execArgs: '',
    ...changes,
  };
}

export function anEngine(fault = ''): SeenEngine {
  return { fault, version: '20.10.24', apiVersion: '1.41' };
}

/** Of what reserves nothing. */
export const NO_MEMORY: MemoryOrder = { bytes: 0, share: 1 };

export function anOperation(changes: Partial<NewOperation> = {}): NewOperation {
  return { operationId: randomUUID(), requestId: 'request-1', ...changes };
}

export function anInstance(hostId: string, changes: Partial<NewInstance> = {}): NewInstance {
  const instanceId = randomUUID();
  return {
    instanceId,
    serviceName: 'redis',
    planName: '100',
    specHash: 'same',
    request: { parameters: {}, context: {}, organizationGuid: 'org', spaceGuid: 'space' },
    definition: { name: 'redis' },
    hostId,
    containerName: `osb-${instanceId}`,
    ports: [{ port: 6379, protocol: 'tcp' }],
    limits: {},
    memory: NO_MEMORY,
    operation: anOperation(),
    ...changes,
  };
}

export function aContainer(changes: Partial<MadeContainer> = {}): MadeContainer {
  return { containerId: 'c', imageId: 'i', imageVersion: undefined, volumePaths: [], ...changes };
}

export function aTarget(changes: Partial<InstanceTarget> = {}): InstanceTarget {
  return {
    requestHash: 'request',
    planName: '200',
    specHash: 'other',
    definition: { name: 'redis', plan: '200' },
    request: { parameters: { size: 2 }, context: {}, organizationGuid: 'org', spaceGuid: 'space' },
    generation: 1,
    ...changes,
  };
}

export function aFailure(description: string): Failure {
  return { description, isRepeatable: true };
}

export function aResult(credentials: Readonly<Record<string, unknown>> = {}): BindingResult {
  return { credentials, extras: {} };
}

export function aBinding(instanceId: string, changes: Partial<NewBinding> = {}): NewBinding {
  return {
    bindingId: randomUUID(),
    instanceId,
    appGuid: 'app',
    specHash: 'same',
    request: { parameters: {}, context: {}, login: { username: 'u1', password: 'p1' } },
    operation: anOperation(),
    ...changes,
  };
}
