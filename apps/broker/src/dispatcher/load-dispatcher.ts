import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Dispatcher,
  LeastLoadedDispatcher,
  PerfFactorDispatcher,
  SimpleDispatcher,
  SpreadDispatcher,
} from '#dispatch';
import { ConfigurationError } from '#configuration';

const STRATEGIES: readonly (new () => Dispatcher)[] = [PerfFactorDispatcher, LeastLoadedDispatcher, SpreadDispatcher];

/** The strategy by its name, or from the module at a path, which exports a class that extends `Dispatcher`. */
export async function loadDispatcher(name: string): Promise<Dispatcher> {
  if (!/[/\\]|\.[cm]?js$/.test(name)) return new (STRATEGIES.find((one) => one.name === name) ?? SimpleDispatcher)();
  const exported: Record<string, unknown> = (await import(pathToFileURL(resolve(name)).href)) as Record<
    string,
    unknown
  >;
  const strategy = Object.values(exported).find(isStrategy);
  if (strategy === undefined)
    throw new ConfigurationError('dispatcher', [
      { path: 'dispatcher', fault: 'the module exports no class with a method "choose"' },
    ]);
  return new strategy();
}

function isStrategy(value: unknown): value is new () => Dispatcher {
  return (
    typeof value === 'function' && typeof (value.prototype as Partial<Dispatcher> | undefined)?.choose === 'function'
  );
}
