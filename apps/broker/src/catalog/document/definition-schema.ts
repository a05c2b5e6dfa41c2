import { type JsonSchema, toJsonSchema } from '#configuration';
import { definitionRule } from '../definition-rule.js';
import { ServiceDefinition } from '../service-definition.types.js';

/** Where readers find it. */
export const SCHEMA_FILE = 'docs/service-definition.schema.json';

/** One plan of one service, made of the decorators and rules that check it. */
const serviceDefinition: JsonSchema = {
  title: 'One plan of a service',
  description: 'An item of "services.images" in the configuration file, and of "services" in the document.',
  ...toJsonSchema(ServiceDefinition, propertiesOf(definitionRule.schema)),
};

/** The body of PUT /<catalog>/services. */
export const DOCUMENT_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Services of Docker Broker',
  description: 'The whole catalog, as PUT /<catalog>/services takes it and GET /<catalog>/services shows it.',
  type: 'object',
  additionalProperties: false,
  required: ['services'],
  properties: {
    $schema: { title: 'Schema', description: 'For editors; the broker does not look at it.', type: 'string' },
    services: {
      title: 'Services',
      description: 'Every plan of every service, in the order of the catalog.',
      type: 'array',
      items: { $ref: '#/$defs/serviceDefinition' },
    },
  },
  $defs: { serviceDefinition },
};

function propertiesOf(schema: JsonSchema = {}): Readonly<Record<string, JsonSchema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
}
