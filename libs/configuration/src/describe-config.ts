import type { EnvironmentRule } from './read-environment.js';
import { variablesOf } from './read-environment.js';
import type { ConfigClass, SettingShape } from './setting.decorator.js';
import { settingsOf } from './setting.decorator.js';

/** One line of a configuration's reference. */
export interface ConfigEntry {
  /** `persister.poolSize`; inside lists `services.images[].name`. */
  readonly path: string;
  /** Variables that set it, weakest first; empty inside lists. */
  readonly env: readonly string[];
  readonly allowed: string;
  /** As JSON; empty when there is none. */
  readonly default: string;
}

/** Every setting of a class tree, in the order of declaration: lists as themselves and then what is in them. */
export function describeConfig(type: ConfigClass, rule: EnvironmentRule): ConfigEntry[] {
  return describeSection(type, [], { rule, initial: new type() });
}

interface Place {
  /** Not given inside lists, where there are no variables. */
  readonly rule?: EnvironmentRule;
  readonly initial: object | undefined;
}

function describeSection(type: ConfigClass, above: readonly string[], place: Place): ConfigEntry[] {
  return settingsOf(type).flatMap((setting) => describeSetting(setting, [...above, setting.name], place));
}

function describeSetting(setting: SettingShape, path: readonly string[], { rule, initial }: Place): ConfigEntry[] {
  const value: unknown = initial === undefined ? undefined : Reflect.get(initial, setting.property);
  if (setting.kind === 'section' && setting.type !== undefined) {
    return describeSection(setting.type(), path, { ...(rule && { rule }), initial: value as object | undefined });
  }
  const entry: ConfigEntry = {
    path: path.join('.'),
    env: rule === undefined ? [] : variablesOf(path, rule),
    allowed: setting.allowed,
    default: value === undefined ? '' : JSON.stringify(value),
  };
  return [entry, ...describeElements(setting, path)];
}

function describeElements(setting: SettingShape, path: readonly string[]): ConfigEntry[] {
  if (setting.kind !== 'list' || setting.type === undefined) {
    return [];
  }
  const type = setting.type();
  return describeSection(type, [...path.slice(0, -1), `${path.at(-1) ?? ''}[]`], { initial: new type() });
}
