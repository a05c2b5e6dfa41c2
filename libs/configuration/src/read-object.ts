import { buildObject } from './build-object.js';
import { ConfigurationError } from './configuration.errors.js';
import { foldNames } from './fold-names.js';
import { Report } from './report.js';
import type { ConfigClass } from './setting.decorator.js';

/**
 * Reads an object as an instance of a class of settings: keys in any letter case, defaults filled in, all problems told
 * at once. `name` stands for the object in the message. Throws `ConfigurationError`.
 */
export function readObject<T extends object>(
  type: ConfigClass<T>,
  value: unknown,
  name: string,
): { readonly value: T; readonly warnings: readonly string[] } {
  const report = new Report();
  const folded = foldNames(type, value, '', report);
  const built = buildObject(type, folded ?? {}, '', report);
  if (report.problems.length > 0) {
    throw new ConfigurationError(name, folded === undefined ? report.problems.slice(0, 1) : report.problems);
  }
  return { value: built, warnings: report.warnings };
}
