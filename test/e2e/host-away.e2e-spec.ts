import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollUntil } from '../support/poll-until.js';
import { ENDPOINT, operationOf, pathOf, World } from '../support/world.js';

interface Line {
  readonly message: string;
  readonly hostId?: string;
}

describe('a host whose engine does not answer', () => {
  let world: World;
  const lines: Line[] = [];
  const note = (line: unknown): void => {
    if (typeof line === 'object') lines.push(line as Line);
  };
  const said = (message: RegExp): Line[] => lines.filter((line) => message.test(line.message));

  beforeEach(async () => {
    lines.length = 0;
    const logger = { log: note, warn: note, error: note };
    world = await World.open({ logger, env: { BROKER_OPERATIONS_SYNCWAITSECONDS: '0' } });
  });
  afterEach(() => world.stop());

  it('is named once in the log, work waits for it, and goes on when it answers', async () => {
    world.docker.unplug(ENDPOINT);
    const operations = await Promise.all(['a', 'b', 'c'].map(async (id) => operationOf(await world.provision(id))));
    const away = await pollUntil('the broker to notice', () => said(/^host does not answer: /)[0]);
    expect(await world.lastOperation(pathOf('a'), operations[0])).toMatchObject({ body: { state: 'in progress' } });

    world.docker.plug(ENDPOINT);
    for (const id of ['a', 'b', 'c'])
      expect(await world.endOf(pathOf(id))).toMatchObject({ body: { state: 'succeeded' } });

    expect(away).toMatchObject({ hostId: 'unix:///run/docker.sock', reason: 'Nobody answers there.' });
    expect(said(/^host does not answer: /)).toHaveLength(1);
    expect(said(/^host answers again$/)).toMatchObject([{ hostId: 'unix:///run/docker.sock' }]);
  });
});
