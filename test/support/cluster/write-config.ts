import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../../../config/broker.config');
const MIB = 1_048_576;
/** Of a container of the service `crowd`, whose instances share containers. */
export const CROWD_SEATS = 4;

/** By the id of the plan, what the container of a Redis server may use: each plan has a limit of its own. */
export const MEMORY_OF_PLAN: Readonly<Record<string, number>> = {
  redis_100: 512 * MIB,
  redis_200: 768 * MIB,
  redis_300: 640 * MIB,
  crowd_100: 512 * MIB,
};

interface Config {
  readonly services: { readonly images: readonly { readonly name: string; readonly plan: string }[] };
}

/**
 * The configuration that is delivered, with two more plans of Redis: from 100 to 200 is done in place, to 300 and back
 * takes a new container. And with two services whose instances share containers: all the same one, and four each. Returns
 * the file's path.
 */
export function writeConfig(folder: string): string {
  const config = JSON.parse(readFileSync(FILE, 'utf8')) as Config;
  const redis = config.services.images.filter(({ name }) => name === 'redis');
  const more = redis.flatMap((plan) => [
    { ...plan, plan: '200', memory: '768m' },
    { ...plan, plan: '300', memory: '640m', environment: { FLAVOUR: 'other' } },
    { ...plan, name: 'shared', numinstances: 10_000 },
    { ...plan, name: 'crowd', numinstances: CROWD_SEATS },
  ]);
  const path = join(folder, 'broker.config');
  const services = { ...config.services, images: [...config.services.images, ...more] };
  // A storm is more than a platform would send.
  writeFileSync(path, JSON.stringify({ ...config, services, limits: { requestsPerMinute: 0, pingsPerMinute: 0 } }));
  return path;
}
