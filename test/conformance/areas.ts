import { ASYNCHRONOUS } from './rows/asynchronous.rows.js';
import { BIND_AGAIN } from './rows/bind-again.rows.js';
import { BIND } from './rows/bind.rows.js';
import { CATALOG_TEXTS } from './rows/catalog-texts.rows.js';
import { CATALOG } from './rows/catalog.rows.js';
import { CLOUD_FOUNDRY } from './rows/cloud-foundry.rows.js';
import { DEPROVISION } from './rows/deprovision.rows.js';
import { ERRORS } from './rows/errors.rows.js';
import { FETCH_BINDING } from './rows/fetch-binding.rows.js';
import { FETCH_INSTANCE } from './rows/fetch-instance.rows.js';
import { FIXED_PLANS } from './rows/fixed-plans.rows.js';
import { HEADERS } from './rows/headers.rows.js';
import { IDS } from './rows/ids.rows.js';
import { LAST_OPERATION_OF_BINDINGS } from './rows/last-operation-of-bindings.rows.js';
import { LAST_OPERATION_OF_INSTANCES } from './rows/last-operation-of-instances.rows.js';
import { ORPHANS } from './rows/orphans.rows.js';
import { PROVISION } from './rows/provision.rows.js';
import { UNBIND } from './rows/unbind.rows.js';
import { BINDING_FIELDS } from './rows/binding-fields.rows.js';
import { CATALOG_CACHING } from './rows/catalog-caching.rows.js';
import { CATALOG_FEATURES } from './rows/catalog-features.rows.js';
import { CLOUD_FOUNDRY_UPDATES } from './rows/cloud-foundry-updates.rows.js';
import { RETRIEVABLE } from './rows/retrievable.rows.js';
import { RETRY_AFTER } from './rows/retry-after.rows.js';
import { ROTATION } from './rows/rotation.rows.js';
import { SCHEMAS } from './rows/schemas.rows.js';
import { STRICT_INPUT } from './rows/strict-input.rows.js';
import { MAINTENANCE } from './rows/maintenance.rows.js';
import { UPDATE_INPUT } from './rows/update-input.rows.js';
import { UPDATE } from './rows/update.rows.js';
import { UPDATING } from './rows/updating.rows.js';
import type { Area } from './table.types.js';

/** The table, area by area. */
export const AREAS: readonly Area[] = [
  HEADERS,
  IDS,
  ERRORS,
  CATALOG,
  CATALOG_TEXTS,
  PROVISION,
  FETCH_INSTANCE,
  UPDATE,
  UPDATE_INPUT,
  UPDATING,
  DEPROVISION,
  BIND,
  BIND_AGAIN,
  BINDING_FIELDS,
  ROTATION,
  FETCH_BINDING,
  UNBIND,
  LAST_OPERATION_OF_INSTANCES,
  LAST_OPERATION_OF_BINDINGS,
  ASYNCHRONOUS,
  RETRY_AFTER,
  ORPHANS,
  CLOUD_FOUNDRY,
  CLOUD_FOUNDRY_UPDATES,
  FIXED_PLANS,
  MAINTENANCE,
  CATALOG_CACHING,
  CATALOG_FEATURES,
  SCHEMAS,
  STRICT_INPUT,
  RETRIEVABLE,
];
