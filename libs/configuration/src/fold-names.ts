import { cloneJson, UnsafeJsonError } from './clone-json.js';
import { findBan } from './forbids.decorator.js';
import type { Report } from './report.js';
import type { ConfigClass, SettingShape } from './setting.decorator.js';
import { settingsOf } from './setting.decorator.js';
import { suggestName } from './suggest-name.js';

/** An object whose keys are the declared names of a class, sections and lists included. */
export type FoldedObject = Record<string, unknown>;

/**
 * Brings keys of any letter case to the names that `type` declares, at every depth. Unknown keys are warned about and
 * left out; a `null` counts as not given.
 */
export function foldNames(type: ConfigClass, value: unknown, path: string, report: Report): FoldedObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report.refuse(path, 'allowed is an object');
    return undefined;
  }
  const folded: FoldedObject = {};
  for (const [key, item] of Object.entries(value)) {
    const setting = findSetting(type, key, path, report);
    if (setting !== undefined && item !== null) {
      warnOfTwins(folded, setting, path, report);
      folded[setting.name] = foldValue(setting, item, joinPath(path, setting.name), report);
    }
  }
  return folded;
}

/** Folds the value of one setting; `undefined` after a refusal. */
export function foldValue(setting: SettingShape, value: unknown, path: string, report: Report): unknown {
  if (setting.type === undefined) {
    return cloneLeaf(value, path, report);
  }
  const type = setting.type();
  if (setting.kind === 'section') {
    return foldNames(type, value, path, report);
  }
  if (!Array.isArray(value)) {
    report.refuse(path, `allowed is ${setting.allowed}`);
    return undefined;
  }
  return value.map((item, index) => foldNames(type, item, `${path}[${index}]`, report));
}

export function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function findSetting(type: ConfigClass, key: string, path: string, report: Report): SettingShape | undefined {
  const setting = settingsOf(type).find(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (setting === undefined) tellUnknown(type, key, path, report);
  return setting;
}

function tellUnknown(type: ConfigClass, key: string, path: string, report: Report): void {
  const ban = findBan(type, key);
  if (ban !== undefined) {
    report.refuse(joinPath(path, key), ban);
    return;
  }
  const names = settingsOf(type).map(({ name }) => name);
  const meant = suggestName(key, names);
  const hint = meant === undefined ? '' : `; did you mean "${joinPath(path, meant)}"?`;
  report.warn(`"${joinPath(path, key)}" is not a known property and is ignored${hint}`);
}

function warnOfTwins(folded: FoldedObject, setting: SettingShape, path: string, report: Report): void {
  if (Object.hasOwn(folded, setting.name)) {
    report.warn(`"${joinPath(path, setting.name)}" is given more than once; the last one counts`);
  }
}

function cloneLeaf(value: unknown, path: string, report: Report): unknown {
  try {
    return cloneJson(value);
  } catch (error) {
    if (!(error instanceof UnsafeJsonError)) {
      throw error;
    }
    report.refuse(path, `allowed is ${error.message}`);
    return undefined;
  }
}
