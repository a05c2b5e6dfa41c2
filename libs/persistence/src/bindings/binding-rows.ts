import type { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import type {
  BindingRequest,
  BindingResult,
  BindingState,
  NewBinding,
  ServiceBinding,
} from './service-binding.types.js';

function place(column: string, rowId: string): SecretPlace {
  return { table: 'service_binding', column, rowId };
}

export function toBinding(row: ServiceBindingEntity, box: SecretBox): ServiceBinding {
  return {
    bindingId: row.id,
    instanceId: row.instanceId,
    appGuid: row.appGuid ?? undefined,
    specHash: row.specHash,
    request: box.openJson(row.requestSealed, place('request', row.id)) as BindingRequest,
    credentials: openCredentials(row, box),
    extras: openExtras(row, box),
    state: row.state as BindingState,
  };
}

export function toNewRow(binding: NewBinding, box: SecretBox): Omit<ServiceBindingEntity, 'createdAt'> {
  return {
    id: binding.bindingId,
    instanceId: binding.instanceId,
    appGuid: binding.appGuid ?? null,
    specHash: binding.specHash,
    requestSealed: box.sealJson(binding.request, place('request', binding.bindingId)),
    credentialsSealed: null,
    extrasSealed: null,
    state: 'creating',
  };
}

export function sealResult(
  bindingId: string,
  { credentials, extras }: BindingResult,
  box: SecretBox,
): Pick<ServiceBindingEntity, 'credentialsSealed' | 'extrasSealed'> {
  return {
    credentialsSealed: box.sealJson(credentials, place('credentials', bindingId)),
    extrasSealed: box.sealJson(extras, place('extras', bindingId)),
  };
}

/** Bindings of older brokers have none. */
function openExtras(row: ServiceBindingEntity, box: SecretBox): ServiceBinding['extras'] {
  if (row.extrasSealed === null) return {};
  return box.openJson(row.extrasSealed, place('extras', row.id)) as Record<string, unknown>;
}

function openCredentials(row: ServiceBindingEntity, box: SecretBox): ServiceBinding['credentials'] {
  if (row.credentialsSealed === null) return undefined;
  return box.openJson(row.credentialsSealed, place('credentials', row.id)) as Record<string, unknown>;
}
