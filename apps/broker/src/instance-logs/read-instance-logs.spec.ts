import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { DockerDriver, LogLine } from '#docker-driver';
import type { LogSources } from './log-sources.js';
import { ReadInstanceLogs } from './read-instance-logs.js';

const LINES = 1_000;

describe('reading a log', () => {
  it('lets others have their turns while many lines are looked through', async () => {
    let hidden = 0;
    const lines: LogLine[] = Array.from({ length: LINES }, (_, index) => ({
      time: '',
      stream: 'stdout',
      text: `${index}`,
    }));
    const hide = (text: string): string => {
      hidden += 1;
      return `hidden ${text}`;
    };
    const source = { instanceId: 'i', containerName: 'c', containerId: 'id', endpoint: {} };
    const sources = { get: () => Promise.resolve(source), findSecretsOf: () => Promise.resolve(hide) };
    const docker = { readLog: () => Promise.resolve(lines) };
    const reader = new ReadInstanceLogs(sources as unknown as LogSources, docker as unknown as DockerDriver);

    const reading = reader.execute('i', { lines: LINES } as never);
    while (hidden === 0) await nextTurn();
    const seenByOthers = hidden;

    expect(await reading).toMatchObject({
      lines: { length: LINES, 0: { text: 'hidden 0' }, 999: { text: 'hidden 999' } },
    });
    expect(seenByOthers).toBeLessThan(LINES);
  });
});
