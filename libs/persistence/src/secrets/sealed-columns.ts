import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { CertificateEntity } from '../entities/certificate.entity.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { RegistryLoginEntity } from '../entities/registry-login.entity.js';
import { ServiceBindingEntity } from '../entities/service-binding.entity.js';
import { ServiceInstanceEntity } from '../entities/service-instance.entity.js';
import { ServicePlanEntity } from '../entities/service-plan.entity.js';

export interface SealedColumn {
  readonly entity: EntityTarget<ObjectLiteral>;
  /** The entity's name of it, which ends in `Sealed` as the column does in `_sealed`. */
  readonly property: string;
}

/**
 * Everything that is sealed anew when the data key is replaced; what is missing here would be lost with the old key, so
 * a test compares it with the tables. Not `key_canary`: a canary goes with its key.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { entity: ServicePlanEntity, property: 'definitionSealed' },
  { entity: CertificateEntity, property: 'keySealed' },
  { entity: RegistryLoginEntity, property: 'passwordSealed' },
  { entity: ServiceInstanceEntity, property: 'requestSealed' },
  { entity: ServiceInstanceEntity, property: 'definitionSealed' },
  { entity: ServiceInstanceEntity, property: 'dashboardUrlSealed' },
  { entity: ServiceInstanceEntity, property: 'targetSealed' },
  { entity: ServiceBindingEntity, property: 'requestSealed' },
  { entity: ServiceBindingEntity, property: 'credentialsSealed' },
  { entity: ServiceBindingEntity, property: 'extrasSealed' },
  { entity: OperationEntity, property: 'originatorSealed' },
];
