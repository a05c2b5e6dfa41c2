import { DOCUMENT_SCHEMA } from '../../../apps/broker/src/catalog/document/definition-schema.js';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

const { serviceDefinition } = DOCUMENT_SCHEMA['$defs'] as { readonly serviceDefinition: Shape };

/** Every field that a plan may set, at any depth, as the published schema has it: `cpu`, `volumes[].size`. */
export function fieldsOfPlans(): readonly string[] {
  return [...new Set(fieldsOf(serviceDefinition, ''))];
}

/** `volumes[3].size` is a `volumes[].size`. */
export function toField(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]');
}

function fieldsOf({ properties = {}, items, anyOf = [] }: Shape, path: string): readonly string[] {
  const named = Object.entries(properties).flatMap(([name, shape]) => {
    const field = path === '' ? name : `${path}.${name}`;
    return [field, ...fieldsOf(shape, field)];
  });
  const listed = items === undefined ? [] : fieldsOf(items, `${path}[]`);
  return [...named, ...listed, ...anyOf.flatMap((shape) => fieldsOf(shape, path))];
}
