export { type AdmitsAddress, openLookup } from './checked-lookup.js';
export * from './container-traits.types.js';
export * from './docker-driver.errors.js';
export * from './docker-driver.port.js';
export { DockerodeDockerDriver } from './dockerode-docker-driver.js';
export { registryOf, toRegistryName } from './registry-of.js';
export { GuardedDockerDriver, type HostChange } from './guarded-docker-driver.js';
