import draft04 from 'ajv-draft-04';

type Json = Readonly<Record<string, unknown>>;

const DRAFTS = ['http://json-schema.org/draft-04/schema#', 'http://json-schema.org/draft-06/schema#'];
const KNOWN_PERMISSIONS = ['syslog_drain', 'route_forwarding', 'volume_mount'];
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z.-]+)?$/;

/**
 * What the Cloud Controller would refuse a catalog for when a broker is registered (CCC-01 … CCC-11), from the words of
 * the requirements alone: nothing of the broker's own check is used here.
 */
export function refusalsOfCloudFoundry(body: unknown): string[] {
  const services = listOf(body, 'services');
  const plans = services.flatMap((service) => listOf(service, 'plans'));
  const clients = services.flatMap(({ dashboard_client: client }) => (isObject(client) ? [client['id']] : []));
  return [
    ...when(services.length === 0, 'no services (CCC-01)'),
    ...services.flatMap(refuseService),
    ...repeated(services.map(({ id }) => id)).map((id) => `service id ${id} twice (CCC-07)`),
    ...repeated(services.map(({ name }) => name)).map((name) => `service name ${name} twice (CCC-07)`),
    ...repeated(plans.map(({ id }) => id)).map((id) => `plan id ${id} twice (CCC-07)`),
    ...repeated(clients).map((id) => `dashboard client ${id} twice (CCC-06)`),
  ];
}

function refuseService(service: Json): string[] {
  const plans = listOf(service, 'plans');
  const flags = ['plan_updateable', 'instances_retrievable', 'bindings_retrievable', 'allow_context_updates'];
  return [
    ...refuseTexts(service),
    ...when(plans.length === 0, 'a service without plans (CCC-01)'),
    ...when(typeof service['bindable'] !== 'boolean', 'bindable (CCC-03)'),
    ...flags.filter((flag) => !isTruthOrNothing(service[flag])).map((flag) => `${flag} (CCC-03)`),
    ...when(isGiven(service, 'tags') && !isShortTogether(service['tags']), 'tags (CCC-04)'),
    ...when(isGiven(service, 'requires') && !isPermissions(service['requires']), 'requires (CCC-04)'),
    ...refuseMetadata(service),
    ...when(isGiven(service, 'dashboard_client') && !isClient(service['dashboard_client']), 'client (CCC-06)'),
    ...repeated(plans.map(({ name }) => name)).map((name) => `plan name ${name} twice (CCC-07)`),
    ...plans.flatMap(refusePlan),
  ];
}

function refusePlan(plan: Json): string[] {
  const flags = ['free', 'bindable', 'plan_updateable'];
  const polling = plan['maximum_polling_duration'] ?? null;
  return [
    ...refuseTexts(plan),
    ...flags.filter((flag) => !isTruthOrNothing(plan[flag])).map((flag) => `${flag} (CCC-08)`),
    ...when(polling !== null && !Number.isInteger(polling), 'maximum_polling_duration (CCC-09)'),
    ...when(isGiven(plan, 'metadata') && !isObject(plan['metadata']), 'metadata of a plan (CCC-05)'),
    ...when(isGiven(plan, 'maintenance_info') && !isMaintenance(plan['maintenance_info']), 'maintenance (CCC-10)'),
    ...when(isGiven(plan, 'schemas') && !areSchemas(plan['schemas']), 'schemas (CCC-11)'),
  ];
}

function refuseTexts(thing: Json): string[] {
  const isText = (key: string): boolean => typeof thing[key] === 'string' && thing[key].trim() !== '';
  return [
    ...['id', 'name', 'description'].filter((key) => !isText(key)).map((key) => `${key} (CCC-02)`),
    ...when(String(thing['description']).length > 10_000, 'a long description (CCC-02)'),
  ];
}

function refuseMetadata({ metadata }: Json): string[] {
  if (metadata === undefined) return [];
  return when(!isObject(metadata) || !isTruthOrNothing(metadata['shareable']), 'metadata (CCC-05)');
}

function isShortTogether(tags: unknown): boolean {
  return areTexts(tags) && tags.join('').length <= 2_048;
}

function isPermissions(requires: unknown): boolean {
  return areTexts(requires) && requires.every((one) => KNOWN_PERMISSIONS.includes(one));
}

function isClient(client: unknown): boolean {
  const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
  return isObject(client) && ['id', 'secret', 'redirect_uri'].every((key) => isText(client[key]));
}

function isMaintenance(info: unknown): boolean {
  if (!isObject(info) || JSON.stringify(info).length > 2_000) return false;
  const { version, description, ...others } = info;
  const isDescribed = description === undefined || typeof description === 'string';
  return isDescribed && Object.keys(others).length === 0 && typeof version === 'string' && SEMVER.test(version);
}

function areSchemas(schemas: unknown): boolean {
  if (!isObject(schemas)) return false;
  const levels = ['service_instance', 'service_binding'].map((key) => schemas[key]).filter((one) => one !== undefined);
  const uses = levels.flatMap((level) => (isObject(level) ? [level['create'], level['update']] : [null]));
  return uses.filter((use) => use !== undefined).every((use) => isObject(use) && isSchema(use['parameters'] ?? null));
}

function isSchema(schema: unknown): boolean {
  if (schema === null) return true;
  if (!isObject(schema) || JSON.stringify(schema).length > 65_536) return false;
  const isLocal = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]*)"/g)].every(([, ref]) => ref?.startsWith('#'));
  const { $schema, ...rest } = schema;
  return (
    isLocal && DRAFTS.includes(String($schema)) && new draft04.default({ strict: false }).validateSchema(rest) === true
  );
}

function listOf(thing: unknown, key: string): Json[] {
  const value = isObject(thing) ? thing[key] : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function repeated(values: readonly unknown[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index).map(String);
}

function when(isWrong: boolean, refusal: string): string[] {
  return isWrong ? [refusal] : [];
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isTruthOrNothing(value: unknown): boolean {
  return (value ?? null) === null || typeof value === 'boolean';
}

function isGiven(thing: Json, key: string): boolean {
  return thing[key] !== undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
