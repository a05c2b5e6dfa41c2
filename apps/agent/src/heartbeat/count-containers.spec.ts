import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InMemoryDockerDriver } from '#docker-driver/testing';
import { AgentConfig } from '../config/agent-config.js';
import { CountContainers } from './count-containers.js';

const USUAL = { kind: 'unix', socketPath: '/var/run/docker.sock' } as const;
const TOLD = { kind: 'unix', socketPath: '/run/other.sock' } as const;

describe('CountContainers', () => {
  let docker: InMemoryDockerDriver;

  const counterAt = (dockerHost: string): CountContainers => {
    const config = new AgentConfig();
    Reflect.set(config.serviceAgent, 'dockerHost', dockerHost);
    return new CountContainers(config, docker);
  };
  const make = async (endpoint: typeof USUAL | typeof TOLD, name: string): Promise<string> => {
    const bare = { labels: {}, environment: {}, ports: [], volumes: [], capabilities: [], pidsLimit: 10 };
    return docker.createContainer(endpoint, { name, imageRef: 'redis', networkName: 'net', ...bare });
  };

  beforeEach(async () => {
    docker = new InMemoryDockerDriver();
    for (const endpoint of [USUAL, TOLD]) {
      docker.addImage(endpoint, 'redis', {});
      await docker.ensureNetwork(endpoint, 'net');
    }
    await docker.startContainer(USUAL, await make(USUAL, 'one'));
    await make(USUAL, 'stopped');
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['127.0.0.1', 1],
    ['unix:///run/other.sock', 0],
  ])('counts those that run at the engine of this host, told as %s: %i', async (dockerHost, count) => {
    expect(await counterAt(dockerHost).execute()).toBe(count);
  });

  it('does not know where nobody answers', async () => {
    docker.unplug(USUAL);

    expect(await counterAt('127.0.0.1').execute()).toBeUndefined();
  });

  it('does not know while the engine hangs, asks it once meanwhile, and knows again afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const list = vi.spyOn(docker, 'listContainers');
    let answer: (containers: []) => void = () => undefined;
    list.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const counter = counterAt('127.0.0.1');

    const [one, another] = [counter.execute(), counter.execute()];
    await vi.advanceTimersByTimeAsync(2_000);
    expect([await one, await another]).toEqual([undefined, undefined]);
    expect(list).toHaveBeenCalledOnce();
    answer([]);
    await vi.advanceTimersByTimeAsync(1);

    expect(await counter.execute()).toBe(1);
  });
});
