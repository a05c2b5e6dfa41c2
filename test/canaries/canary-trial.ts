import { setImmediate as endOfTurn } from 'node:timers/promises';
import { vi } from 'vitest';
import { JsonLineLogger } from '#logging';
import { ALL_SPELLINGS } from '../support/canaries.js';
import { ADMIN, CANARY_ENV, CanaryLife, type Heard, playCanaries } from '../support/canary-life.js';
import { CANARY_PLANS } from '../support/canary-plans.js';
import { routesOf } from '../support/routes-of.js';
import { World, type WorldParts } from '../support/world.js';

/** Of paths with parameters, those that somebody has made. */
const MADE: Readonly<Record<string, string>> = {
  catalog: 'My%20Docker%20Catalog',
  name: 'static',
  instanceId: 'i',
  bindingId: 'b',
  dockerHost: '192.0.2.9',
  registryHost: 'r.test',
  hostId: encodeURIComponent('unix:///run/docker.sock'),
};

/** Not secret, and stored: who looks for it sees what is there. */
export const STORED = 'service_instance';

/** Where the database is, and how to look into all of its files. */
export interface CanaryCage {
  readonly parts: () => WorldParts;
  /** What of these texts stands in any file of the database, journals included; more may come with it. */
  readonly search: (texts: readonly string[]) => string | Promise<string>;
}

/** A life full of marked secrets, and everything that was heard, said and stored of it. */
export class CanaryTrial {
  /** Logins that scripts were given. */
  readonly logins: string[] = [];
  heard: readonly Heard[] = [];
  /** Of all that was heard, the pages of administrators and the probes. */
  pages: readonly Heard[] = [];
  log = '';
  stored = '';

  constructor(private readonly cage: CanaryCage) {}

  async run(): Promise<void> {
    const record = (chunk: unknown): boolean => {
      this.log += String(chunk);
      return true;
    };
    const spies = [process.stdout, process.stderr].map((one) => vi.spyOn(one, 'write').mockImplementation(record));
    try {
      await this.play();
      // Lines are written at the end of their turn of the event loop.
      await endOfTurn();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  private async play(): Promise<void> {
    const parts = this.cage.parts();
    const env = { ...CANARY_ENV, ...parts.env };
    const logger = new JsonLineLogger({ level: 'verbose' });
    const world = await World.open({ ...parts, env, ping: null, logger, images: CANARY_PLANS });
    playCanaries(world, this.logins);
    await this.live(new CanaryLife(world), world);
    await world.stop();
  }

  private async live(life: CanaryLife, world: World): Promise<void> {
    await life.administrate();
    await life.intrude();
    await life.order();
    await this.search();
    const before = life.heard.length;
    await visitPages(life, world);
    this.pages = life.heard.slice(before);
    await life.leave();
    await this.search();
    this.heard = life.heard;
  }

  private async search(): Promise<void> {
    this.stored += await this.cage.search([STORED, ...ALL_SPELLINGS, ...this.logins]);
  }
}

async function visitPages(life: CanaryLife, world: World): Promise<void> {
  const routes = routesOf(world.broker).filter((route) => /^GET \/(?!v2|admin\/api-docs)/.test(route));
  const paths = routes.map((route) => route.replaceAll(/:(\w+)/g, (_, name: string) => MADE[name] ?? 'x'));
  for (const path of paths) await life.ask(ADMIN, path);
}
