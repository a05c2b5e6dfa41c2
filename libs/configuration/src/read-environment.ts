import { accepts } from './build-object.js';
import type { FoldedObject } from './fold-names.js';
import { foldValue } from './fold-names.js';
import type { Report } from './report.js';
import type { ConfigClass, SettingShape } from './setting.decorator.js';
import { settingsOf } from './setting.decorator.js';
import { suggestName } from './suggest-name.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentRule {
  /** `BROKER`: `persister.password` is then `BROKER_PERSISTER_PASSWORD`. */
  readonly prefix: string;
  /** Other variables and the paths they set. A later one wins over an earlier one, and all over the prefix's own. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** One setting that a variable may set: its path, and the class that declares it. */
interface Leaf {
  readonly path: readonly string[];
  readonly owner: ConfigClass;
  readonly setting: SettingShape;
}

/** Every value and every list of a class tree; what is inside lists has no variables of its own. */
function leavesOf(owner: ConfigClass, above: readonly string[] = []): Leaf[] {
  return settingsOf(owner).flatMap((setting) => {
    const path = [...above, setting.name];
    return setting.kind === 'section' && setting.type !== undefined
      ? leavesOf(setting.type(), path)
      : [{ path, owner, setting }];
  });
}

/** The variables that set a path, weakest first. */
export function variablesOf(path: readonly string[], { prefix, aliases = {} }: EnvironmentRule): string[] {
  const others = Object.entries(aliases).filter(([, aliased]) => aliased === path.join('.'));
  return [[prefix, ...path].join('_').toUpperCase(), ...others.map(([name]) => name)];
}

/** Puts what the environment says over `folded`. An empty variable counts as not given. */
export function overlayEnvironment(
  type: ConfigClass,
  folded: FoldedObject,
  { env, report, ...rule }: EnvironmentRule & { readonly env: Environment; readonly report: Report },
): void {
  const leaves = leavesOf(type);
  for (const leaf of leaves) {
    const variable = variablesOf(leaf.path, rule).findLast((name) => (env[name] ?? '') !== '');
    if (variable !== undefined) {
      report.cameFrom(leaf.path.join('.'), variable);
      setAt(folded, leaf.path, readText(leaf, env[variable] ?? '', report));
    }
  }
  warnOfUnknown(leaves, rule, env, report);
}

/** The first reading of the text that the setting accepts; the text itself, to be refused later, when none is. */
function readText({ owner, setting, path }: Leaf, text: string, report: Report): unknown {
  if (setting.kind === 'list') {
    return foldValue(setting, readJson(text), path.join('.'), report);
  }
  const reading = [text, readNumber(text), readBoolean(text), readJson(text)].find(
    (candidate) => candidate !== undefined && accepts(owner, setting, candidate),
  );
  return foldValue(setting, reading ?? text, path.join('.'), report);
}

function readNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

function readBoolean(text: string): boolean | undefined {
  if (/^(true|1)$/i.test(text)) {
    return true;
  }
  return /^(false|0)$/i.test(text) ? false : undefined;
}

function readJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function setAt(folded: FoldedObject, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    folded[name] = value;
    return;
  }
  const inner = (folded[name] ?? {}) as FoldedObject;
  folded[name] = inner;
  setAt(inner, rest, value);
}

function warnOfUnknown(leaves: readonly Leaf[], rule: EnvironmentRule, env: Environment, report: Report): void {
  const known = leaves.flatMap(({ path }) => variablesOf(path, rule));
  const isOurs = (name: string): boolean => name.startsWith(`${rule.prefix}_`) && !known.includes(name);
  for (const name of Object.keys(env).filter(isOurs)) {
    const meant = suggestName(name, known);
    report.warn(`environment variable ${name} sets nothing${meant === undefined ? '' : `; did you mean ${meant}?`}`);
  }
}
