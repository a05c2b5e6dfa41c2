import type { ContainerInfo } from '#docker-driver';
import type { StoredExec } from '#docker-driver/testing';
import { INSTANCE_LABEL } from '../../../apps/broker/src/operations/container-labels.types.js';
import type { Labels } from './fake-docker.types.js';
import { Tally } from './tally.js';

export type ContainerEffect = 'create' | 'update' | 'start' | 'stop' | 'remove';

/** Something that has really changed on the host. */
export type Effect = { readonly at: number } & (
  | {
      readonly what: ContainerEffect;
      readonly containerId: string;
      readonly name: string;
      readonly labels: Labels;
    }
  | { readonly what: 'create volume' | 'remove volume'; readonly name: string; readonly labels: Labels }
  | {
      readonly what: 'start exec' | 'end exec';
      readonly containerId: string;
      readonly name: string;
      readonly labels: Labels;
      readonly execId: string;
      readonly command: readonly string[];
    }
);

const SCRIPTS: readonly (string | undefined)[] = ['/provision', '/update', '/bind', '/unbind', '/deprovision'];

/** All effects in their order, and the most that ever was at once. */
export class EffectsLog {
  readonly #effects: Effect[] = [];
  readonly #there = new Tally();
  readonly #running = new Tally();
  readonly #scripts = new Tally();

  all(): readonly Effect[] {
    return this.#effects;
  }

  noteContainer(what: ContainerEffect, { containerId, name, labels }: ContainerInfo): void {
    this.#effects.push({ at: Date.now(), what, containerId, name, labels });
    const instanceId = labels[INSTANCE_LABEL];
    if (instanceId === undefined || what === 'update') return;
    const tally = what === 'create' || what === 'remove' ? this.#there : this.#running;
    tally.count(instanceId, what === 'create' || what === 'start' ? 1 : -1);
  }

  noteVolume(what: 'create volume' | 'remove volume', name: string, labels: Labels): void {
    this.#effects.push({ at: Date.now(), what, name, labels });
  }

  noteExec(what: 'start exec' | 'end exec', exec: StoredExec, labels: Labels): void {
    const { containerId, containerName: name, execId, command } = exec;
    this.#effects.push({ at: Date.now(), what, containerId, name, labels, execId, command });
    const instanceId = labels[INSTANCE_LABEL];
    if (instanceId !== undefined && SCRIPTS.includes(command[0]))
      this.#scripts.count(instanceId, what === 'start exec' ? 1 : -1);
  }

  /** Containers of the instance that were there at once, running or not. */
  mostAlive(instanceId: string): number {
    return this.#there.most(instanceId);
  }

  mostRunning(instanceId: string): number {
    return this.#running.most(instanceId);
  }

  mostScriptsAtOnce(instanceId: string): number {
    return this.#scripts.most(instanceId);
  }
}
