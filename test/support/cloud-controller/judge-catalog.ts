type Fields = Readonly<Record<string, unknown>>;

const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?(\+[\da-zA-Z-]+(\.[\da-zA-Z-]+)*)?$/;
const KNOWN_DRAFTS = /^http:\/\/json-schema\.org\/draft-0[46]\/schema#?$/;
const REQUIRES: readonly unknown[] = ['syslog_drain', 'route_forwarding', 'volume_mount'];
const SCHEMAS = [
  ['service_instance', 'create'],
  ['service_instance', 'update'],
  ['service_binding', 'create'],
] as const;

/** Why Cloud Foundry would not register a broker with this catalog (CCC-01 … CCC-11), each with the rule that it breaks. */
export function judgeCatalog(catalog: unknown): readonly string[] {
  const services = asList(asFields(catalog)['services']);
  const plans = services.flatMap(({ plans: own }) => asList(own));
  return [
    ...unless(services.length > 0, 'CCC-01 no service'),
    ...unless(areUnique(services, 'id') && areUnique(services, 'name'), 'CCC-07 services'),
    ...unless(areUnique(plans, 'id'), 'CCC-07 plans'),
    ...services.flatMap(judgeService),
    ...plans.flatMap(judgePlan),
  ];
}

function judgeService(service: Fields): readonly string[] {
  const { tags, requires, metadata, dashboard_client: client } = service;
  return [
    ...judgeNames(service),
    ...unless(asList(service['plans']).length > 0, 'CCC-01 no plan'),
    ...unless(areUnique(asList(service['plans']), 'name'), 'CCC-07 plan names'),
    ...unless(typeof service['bindable'] === 'boolean', 'CCC-03 bindable'),
    ...judgeBooleans(service, 'CCC-03', [
      'plan_updateable',
      'instances_retrievable',
      'bindings_retrievable',
      'allow_context_updates',
    ]),
    ...unless(tags === undefined || (areTexts(tags) && (tags as string[]).join().length <= 2_048), 'CCC-04 tags'),
    ...unless(requires === undefined || (areTexts(requires) && asTexts(requires).every(isKnown)), 'CCC-04 requires'),
    ...unless(metadata === undefined || isObject(metadata), 'CCC-05 metadata'),
    ...judgeBooleans(asFields(metadata), 'CCC-05', ['shareable']),
    ...unless(client === undefined || isClient(asFields(client)), 'CCC-06 dashboard_client'),
  ];
}

function judgePlan(plan: Fields): readonly string[] {
  const { maximum_polling_duration: duration, maintenance_info: info, schemas } = plan;
  return [
    ...judgeNames(plan),
    ...judgeBooleans(plan, 'CCC-08', ['free', 'bindable', 'plan_updateable']),
    ...unless(isAbsent(duration) || Number.isInteger(duration), 'CCC-09 maximum_polling_duration'),
    ...unless(info === undefined || isMaintenanceInfo(info), 'CCC-10 maintenance_info'),
    ...unless(schemas === undefined || areSchemas(asFields(schemas)), 'CCC-11 schemas'),
  ];
}

/** CCC-02. */
function judgeNames(fields: Fields): readonly string[] {
  const isThere = (name: string): boolean => typeof fields[name] === 'string' && fields[name].trim() !== '';
  return ['id', 'name', 'description'].filter((name) => !isThere(name)).map((name) => `CCC-02 ${name}`);
}

function judgeBooleans(fields: Fields, rule: string, names: readonly string[]): readonly string[] {
  const wrong = names.filter((name) => !isAbsent(fields[name]) && typeof fields[name] !== 'boolean');
  return wrong.map((name) => `${rule} ${name}`);
}

function isMaintenanceInfo(info: unknown): boolean {
  const { version, description, ...others } = asFields(info);
  return (
    typeof version === 'string' &&
    SEMVER.test(version) &&
    (description === undefined || typeof description === 'string') &&
    Object.keys(others).length === 0 &&
    JSON.stringify(info).length <= 2_000
  );
}

function areSchemas(schemas: Fields): boolean {
  return SCHEMAS.every(([of, verb]) => {
    const { parameters } = asFields(asFields(schemas[of])[verb]);
    return isAbsent(parameters) || isSchema(asFields(parameters));
  });
}

function isSchema(schema: Fields): boolean {
  const text = JSON.stringify(schema);
  const isLocal = [...text.matchAll(/"\$ref":"([^"]*)"/g)].every(([, ref = '']) => ref.startsWith('#'));
  return KNOWN_DRAFTS.test(String(schema['$schema'])) && text.length <= 65_536 && isLocal;
}

function isClient(client: Fields): boolean {
  return ['id', 'secret', 'redirect_uri'].every((name) => typeof client[name] === 'string' && client[name] !== '');
}

function isKnown(word: string): boolean {
  return REQUIRES.includes(word);
}

function areUnique(items: readonly Fields[], name: string): boolean {
  return new Set(items.map((item) => item[name])).size === items.length;
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function asTexts(value: unknown): readonly string[] {
  return value as readonly string[];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): Fields {
  return isObject(value) ? (value as Fields) : {};
}

function asList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(asFields) : [];
}

function unless(isRight: boolean, complaint: string): readonly string[] {
  return isRight ? [] : [complaint];
}
