import { getMetadataStorage } from 'class-validator';
import type { JsonSchema } from './json-schema.types.js';
import { mergeSchemas, orNull } from './merge-schemas.js';
import type { ConfigClass, SettingShape } from './setting.decorator.js';
import { settingsOf } from './setting.decorator.js';
import { type Check, toCheckSchema } from './to-check-schema.js';

/** What the decorators cannot say, by the names of properties. */
export type DeeperSchemas = Readonly<Record<string, JsonSchema>>;

type Checks = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;

/**
 * The JSON Schema of a class of settings, made of the very decorators that check it: what it refuses, `readObject` refuses
 * too; and properties that are not known. Names are the declared ones, in their letter case.
 */
export function toJsonSchema(type: ConfigClass, deeper: DeeperSchemas = {}): JsonSchema {
  const initial = new type();
  const checks = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);
  const properties = settingsOf(type).map((setting) => {
    const own = checks.filter(({ propertyName }) => propertyName === setting.property);
    const value: unknown = Reflect.get(initial, setting.property);
    const isRequired = value === undefined && !isOptional(own) && setting.kind !== 'section';
    const plain = mergeSchemas(toSettingSchema(setting, own), deeper[setting.property] ?? {});
    return { setting, value, isRequired, schema: isRequired ? plain : orNull(plain) };
  });
  return {
    type: 'object',
    additionalProperties: false,
    required: properties.filter(({ isRequired }) => isRequired).map(({ setting }) => setting.name),
    properties: Object.fromEntries(
      properties.map(({ setting: { name, property, allowed }, value, schema }) => [
        name,
        {
          title: toTitle(property),
          description: `Allowed is ${allowed}.`,
          ...schema,
          ...(isPlain(value) ? { default: value } : {}),
        },
      ]),
    ),
  };
}

function toSettingSchema({ kind, type }: SettingShape, checks: Checks): JsonSchema {
  if (kind === 'section' && type !== undefined) return toJsonSchema(type());
  if (kind === 'list' && type !== undefined)
    return { type: 'array', ...mergeAll(checks.filter(isCheck)), items: toJsonSchema(type()) };
  const whole = mergeAll(checks.filter((check) => isCheck(check) && !check.each));
  const items = mergeAll(checks.filter((check) => isCheck(check) && check.each));
  return Object.keys(items).length === 0 ? whole : mergeSchemas(whole, { items });
}

/** Decorators are kept from the last line to the first. */
function mergeAll(checks: readonly Check[]): JsonSchema {
  return [...checks].reverse().map(toCheckSchema).reduce(mergeSchemas, {});
}

function isCheck({ type }: Checks[number]): boolean {
  return type === 'customValidation';
}

function isOptional(checks: Checks): boolean {
  return checks.some(({ name }) => name === 'isOptional');
}

function isPlain(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value));
}

/** `planDescription` is «Plan description». */
function toTitle(property: string): string {
  const words = property.replace(/(?<=[a-z])[A-Z]+/g, (capitals) => ` ${capitals.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
