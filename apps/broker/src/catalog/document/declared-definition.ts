import { isDeepStrictEqual } from 'node:util';
import { type ConfigClass, type SettingShape, settingsOf } from '#configuration';
import { ServiceDefinition } from '../service-definition.types.js';

/** A definition in the words of `services.images[]`: declared names, and nothing that is as it would be anyway. */
export type DeclaredDefinition = Readonly<Record<string, unknown>>;

/** What somebody wrote, with its keys in any letter case. Names that are not known stay; a `null` counts as not given. */
export function toDeclaredNames(written: object): DeclaredDefinition {
  return foldKeys(ServiceDefinition, written);
}

/** A definition as the broker has it, or as an older broker has stored it. */
export function toDeclared(definition: object): DeclaredDefinition {
  return nameProperties(ServiceDefinition, definition);
}

function foldKeys(type: ConfigClass, written: object): DeclaredDefinition {
  const settings = settingsOf(type);
  const entries = Object.entries(written).flatMap(([key, value]: [string, unknown]) => {
    if (value === null) return [];
    const setting = settings.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    return [[setting?.name ?? key, setting === undefined ? value : within(setting, value, foldKeys)]];
  });
  return Object.fromEntries(entries) as DeclaredDefinition;
}

function nameProperties(type: ConfigClass, definition: object): DeclaredDefinition {
  const initial = new type();
  const entries = settingsOf(type).flatMap((setting) => {
    const value: unknown = Reflect.get(definition, setting.property) ?? undefined;
    const isUsual = isDeepStrictEqual(value, Reflect.get(initial, setting.property) ?? undefined);
    return value === undefined || isUsual ? [] : [[setting.name, within(setting, value, nameProperties)]];
  });
  return Object.fromEntries(entries) as DeclaredDefinition;
}

/** Sections and lists of them have settings of their own. */
function within(
  { type }: SettingShape,
  value: unknown,
  convert: (type: ConfigClass, value: object) => DeclaredDefinition,
): unknown {
  if (type === undefined || typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return convert(type(), value);
  return value.map((one: unknown) => (typeof one === 'object' && one !== null ? convert(type(), one) : one));
}
