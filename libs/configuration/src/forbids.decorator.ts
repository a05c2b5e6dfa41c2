import 'reflect-metadata';

import type { ConfigClass } from './setting.decorator.js';

interface Ban {
  readonly names: ReadonlySet<string>;
  readonly fault: string;
}

const BAN = Symbol('ban');

/**
 * Names that are refused instead of ignored with a warning, in any letter case and with or without "_" and "-": whoever
 * writes one means something that must not be. `fault` follows the path of the name.
 */
export function Forbids(names: readonly string[], fault: string): ClassDecorator {
  const ban: Ban = { names: new Set(names.map(bare)), fault };
  return (target) => {
    Reflect.defineMetadata(BAN, ban, target);
  };
}

/** What is wrong with the name; `undefined`: nothing. */
export function findBan(type: ConfigClass, name: string): string | undefined {
  const ban = Reflect.getMetadata(BAN, type) as Ban | undefined;
  return ban?.names.has(bare(name)) === true ? ban.fault : undefined;
}

function bare(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}
