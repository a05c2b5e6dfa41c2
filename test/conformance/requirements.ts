import { BINDINGS } from './requirements/binding-requirements.js';
import { CATALOG } from './requirements/catalog-requirements.js';
import { CLOUD_FOUNDRY } from './requirements/cloud-foundry-requirements.js';
import { GENERAL, OPERATIONS } from './requirements/general-requirements.js';
import { INSTANCES } from './requirements/instance-requirements.js';
import type { Requirement } from './requirements/requirement.types.js';

/** Every rule of the Open Service Broker API, version 2.17, and of Cloud Foundry's client, in our own words. */
export const REQUIREMENTS: readonly Requirement[] = [
  GENERAL,
  OPERATIONS,
  CATALOG,
  INSTANCES,
  BINDINGS,
  CLOUD_FOUNDRY,
].flatMap((rows) => rows.map(([id, level, title]) => ({ id, level, title })));
