import type { ConfigProblem } from './configuration.errors.js';

/** What is found wrong while a configuration is read: collected, so that all of it is told at once. */
export class Report {
  readonly problems: ConfigProblem[] = [];
  readonly warnings: string[] = [];
  readonly #variables = new Map<string, string>();

  refuse(path: string, fault: string): void {
    const variable = this.#variables.get(path);
    this.problems.push({ path, fault, ...(variable !== undefined && { variable }) });
  }

  warn(warning: string): void {
    this.warnings.push(warning);
  }

  /** Remembers which environment variable the value at `path` came from. */
  cameFrom(path: string, variable: string): void {
    this.#variables.set(path, variable);
  }
}
