import { LONGEST_POLLING_SECONDS, PERMISSIONS, SHORTEST_POLLING_SECONDS } from './catalog-settings.types.js';
import { containerRule } from './container-rule.js';
import { inputRule } from './input-rule.js';
import { placementRule } from './placement-rule.js';
import { schemaRule } from './schema-rule.js';
import {
  anyText,
  both,
  finiteNumber,
  jsonOfAtMost,
  list,
  mapOf,
  match,
  object,
  oneOf,
  rule,
  text,
  truth,
  type ValueRule,
  wholeNumber,
} from './value-rules.js';

const NAME = 255;
const TAGS = 2_048;
const MAINTENANCE = 2_000;

/** As https://semver.org has it: no `v`, no missing part, no leading zero (CAT-26). */
const SEMVER =
  /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
/** The host may be `$HOST`; a port `$PORT_<n>`. */
const ANY_URL = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s/?#.:@][^\s]*$/;
const HTTPS_URL = /^https:\/\/[^\s/?#.:@][^\s]*$/;

const tags = both(
  list(text(NAME)),
  rule((value) => (value as readonly string[]).join('').length <= TAGS, `at most ${TAGS} characters together`),
);

const metadata = object({
  displayName: anyText,
  imageUrl: anyText,
  longDescription: anyText,
  providerDisplayName: anyText,
  documentationUrl: anyText,
  supportUrl: anyText,
  shareable: truth,
});

const amount = both(
  mapOf(finiteNumber),
  rule((value) => Object.keys(value as object).length > 0, 'an object such as {"usd": 9.5}', { minProperties: 1 }),
);

const costs = list(object({ amount, unit: text(NAME) }, { needs: ['amount', 'unit'], isClosed: true }));

const maintenance = both(
  object(
    { version: match(SEMVER, 'a version such as "1.0.0" or "1.0.0-rc.1"'), description: anyText },
    { needs: ['version'], isClosed: true },
  ),
  jsonOfAtMost(MAINTENANCE),
);

const withSchema = object({ parameters: schemaRule }, { isClosed: true });

const schemas = object(
  {
    service_instance: object({ create: withSchema, update: withSchema }, { isClosed: true }),
    service_binding: object({ create: withSchema }, { isClosed: true }),
  },
  { isClosed: true },
);

const dashboardClient = object(
  { id: text(NAME), secret: text(NAME), redirect_uri: text(2_048) },
  { needs: ['id', 'secret', 'redirect_uri'], isClosed: true },
);

const volumeMount = object(
  {
    driver: text(NAME),
    container_dir: text(NAME),
    mode: oneOf('r', 'rw'),
    device_type: oneOf('shared'),
    device: object({ volume_id: text(NAME), mount_config: object({}) }, { needs: ['volume_id'], isClosed: true }),
  },
  { needs: ['driver', 'container_dir', 'mode', 'device_type', 'device'], isClosed: true },
);

/** What the catalog shows of one definition (CAT-07 … CAT-34, CCC-02 … CCC-11); a `null` counts as not given. */
const shown = object(
  {
    name: text(NAME),
    plan: text(NAME),
    description: text(NAME),
    planDescription: text(NAME),
    displayName: anyText,
    tags,
    free: truth,
    bindable: truth,
    shareable: truth,
    metadata,
    requires: list(oneOf(...PERMISSIONS)),
    dashboardClient,
    planUpdateable: truth,
    instancesRetrievable: truth,
    bindingsRetrievable: truth,
    allowContextUpdates: truth,
    bindingRotatable: truth,
    planMetadata: object({ displayName: anyText, bullets: list(anyText), costs }),
    costs,
    maximumPollingSeconds: wholeNumber(SHORTEST_POLLING_SECONDS, LONGEST_POLLING_SECONDS),
    maintenance,
    schemas,
    syslogDrainUrl: match(ANY_URL, 'a URL with a host'),
    routeServiceUrl: match(HTTPS_URL, 'an https URL with a host'),
    volumeMounts: list(volumeMount),
  },
  { needs: ['name', 'plan'] },
);

export const definitionRule: ValueRule = Object.assign(
  (definition: unknown) => {
    const said = withoutNulls(definition);
    return [shown, containerRule, inputRule, placementRule].flatMap((one) => one(said));
  },
  {
    schema: {
      ...shown.schema,
      properties: Object.assign({}, ...[shown, containerRule, inputRule, placementRule].map(propertiesOf)) as object,
    },
  },
);

function propertiesOf({ schema }: ValueRule): object {
  return schema?.['properties'] ?? {};
}

function withoutNulls(definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null) return definition;
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => (value ?? null) !== null));
}
