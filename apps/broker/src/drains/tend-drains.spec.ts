import { describe, expect, it } from 'vitest';
import { DrainStates } from './drain-states.js';
import { FAREWELL_MS } from './decide-drains.js';
import type { Drain, NotedDrain } from './drain.types.js';
import { nameDrain } from './render-shipper-config.js';
import { TendDrains } from './tend-drains.js';

const GONE = 'a'.repeat(64);
const STAYS = 'b'.repeat(64);

/** A shipper that has noted these, each with a line that waits; one of them is wanted. */
function tend(noted: readonly NotedDrain[], wanted: readonly Drain[], states: DrainStates): Promise<void> {
  const note = Buffer.from(JSON.stringify(noted)).toString('base64');
  const counts = noted.map(({ containerId }) => JSON.stringify({ name: `${nameDrain(containerId)} queue`, size: 1 }));
  const shippers = {
    find: () => Promise.resolve({}),
    ensure: () => Promise.resolve('shipper'),
    readStatus: () => Promise.resolve([note, '', ...counts].join('\n')),
    readSettings: () => Promise.resolve({ bufferMegabytes: 2, ca: '' }),
    configure: () => Promise.resolve(),
  };
  const found = { find: () => Promise.resolve({ endpoint: {}, wanted }) };
  return (Reflect.construct(TendDrains, [found, shippers, states]) as TendDrains).execute('host');
}

describe('looking after the drains of a host', () => {
  it('remembers how those fare that stay, and forgets those whose last lines had their time', async () => {
    const states = new DrainStates();
    const left = { ...aDrain(GONE), leavingSince: Date.now() - FAREWELL_MS };

    await tend([left, aDrain(STAYS)], [aDrain(STAYS)], states);

    expect(states.find(STAYS)).toMatchObject({ waitingLines: 1 });
    expect(states.find(GONE)).toEqual(new DrainStates().find(GONE));
  });

  it('remembers how those fare that are leaving', async () => {
    const states = new DrainStates();

    await tend([aDrain(GONE), aDrain(STAYS)], [aDrain(STAYS)], states);

    expect(states.find(GONE)).toMatchObject({ waitingLines: 1 });
  });
});

function aDrain(containerId: string): Drain {
  const url = { isTls: false, host: '192.0.2.1', port: 514 };
  return { containerId, instanceId: 'i', sender: 'host', data: {}, url };
}
