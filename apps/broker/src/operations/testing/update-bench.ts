import { expect, vi } from 'vitest';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';
import type { InstanceTarget, NewInstance, Operation } from '#persistence';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { ENDPOINT, TestEngine } from './test-engine.js';

/** Without what is not said, as JSON leaves it out. */
function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The other plan of the service, as an update's target. */
export function toPlan(changes: Partial<ServiceDefinition>): Partial<InstanceTarget> {
  return { planName: '200', definition: asStored(aDefinition({ plan: '200', ...changes })) };
}

/** The durable engine for those who watch updates. Nothing is left to chance: retries come at once. */
export class UpdateBench {
  private constructor(readonly engine: TestEngine) {}

  static async open(): Promise<UpdateBench> {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    return new UpdateBench(await TestEngine.open());
  }

  async update(instance: NewInstance, changes: Partial<InstanceTarget>): Promise<Operation> {
    return this.engine.finish(await this.engine.orderUpdate(instance, changes));
  }

  scripts(): readonly string[][] {
    const execs = this.engine.docker.execs(ENDPOINT);
    return execs.map(({ command, containerName }) => [command[0] ?? '', containerName]);
  }

  /** What each script is started with, in order. */
  play(exitCodeOf: (exec: ScriptedExec) => number): string[] {
    const inputs: string[] = [];
    this.engine.docker.play((exec) => {
      inputs.push(`${exec.command[0] ?? ''} ${exec.containerName} ${exec.stdin}`);
      return execOutcome({ exitCode: exitCodeOf(exec) });
    });
    return inputs;
  }

  /** All others end right after their start. */
  startOnly(isStarted: (containerId: string) => boolean): void {
    const { docker } = this.engine;
    const start = docker.startContainer.bind(docker);
    vi.spyOn(docker, 'startContainer').mockImplementation(async (endpoint, containerId) => {
      if (isStarted(containerId)) await start(endpoint, containerId);
    });
  }

  async expectAsBefore({ instanceId, containerName, definition }: NewInstance): Promise<void> {
    const { docker, stores } = this.engine;
    expect(docker.containers(ENDPOINT)).toMatchObject([{ name: containerName, state: 'running', restart: 'always' }]);
    expect(docker.volumes(ENDPOINT)).toEqual([`${containerName}-0`]);
    expect(await stores.instances.find(instanceId)).toMatchObject({
      ...{ state: 'ready', planName: '100', definition: asStored(definition), generation: 0, target: undefined },
    });
  }
}
