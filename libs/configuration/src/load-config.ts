import { buildObject } from './build-object.js';
import { ConfigurationError } from './configuration.errors.js';
import { deepFreeze } from './deep-freeze.js';
import { foldNames } from './fold-names.js';
import { parseJson } from './parse-json.js';
import type { Environment, EnvironmentRule } from './read-environment.js';
import { overlayEnvironment } from './read-environment.js';
import { Report } from './report.js';
import type { ConfigClass } from './setting.decorator.js';

export interface ConfigSource extends EnvironmentRule {
  /** The text of the configuration file, and its name for messages. */
  readonly file?: { readonly path: string; readonly text: string };
  readonly env: Environment;
}

export interface LoadedConfig<T> {
  /** Frozen at every depth. */
  readonly config: T;
  /** One sentence for each thing that was ignored. */
  readonly warnings: readonly string[];
}

/**
 * Defaults of the class, then the file, then the environment. Throws `ConfigurationError` once, with every problem and
 * no value.
 */
export function loadConfig<T extends object>(type: ConfigClass<T>, source: ConfigSource): LoadedConfig<T> {
  const report = new Report();
  const name = source.file?.path ?? 'The configuration';
  const given = source.file === undefined ? {} : parseJson(source.file.text, name);
  const folded = foldNames(type, given, '', report) ?? {};
  overlayEnvironment(type, folded, { ...source, report });
  const config = buildObject(type, folded, '', report);
  if (report.problems.length > 0) {
    throw new ConfigurationError(name, report.problems);
  }
  return { config: deepFreeze(config), warnings: report.warnings };
}
