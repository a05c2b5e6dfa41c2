import { AccessTokenEntity } from './access-token.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { CatalogEntity } from './catalog.entity.js';
import { CertificateEntity } from './certificate.entity.js';
import { HostEntity } from './host.entity.js';
import { HostLockEntity } from './host-lock.entity.js';
import { ImagePullEntity } from './image-pull.entity.js';
import { InstallationEntity } from './installation.entity.js';
import { KeyCanaryEntity } from './key-canary.entity.js';
import { OperationEntity } from './operation.entity.js';
import { OrphanEntity } from './orphan.entity.js';
import { PlanLockEntity } from './plan-lock.entity.js';
import { PortClaimEntity } from './port-claim.entity.js';
import { RegistryLoginEntity } from './registry-login.entity.js';
import { ServiceBindingEntity } from './service-binding.entity.js';
import { ServiceInstanceEntity } from './service-instance.entity.js';
import { ServicePlanEntity } from './service-plan.entity.js';

export const ENTITIES = [
  AccessTokenEntity,
  AuditEntryEntity,
  CatalogEntity,
  CertificateEntity,
  HostEntity,
  HostLockEntity,
  ImagePullEntity,
  InstallationEntity,
  KeyCanaryEntity,
  OperationEntity,
  OrphanEntity,
  PlanLockEntity,
  PortClaimEntity,
  RegistryLoginEntity,
  ServiceBindingEntity,
  ServiceInstanceEntity,
  ServicePlanEntity,
];
