import { describe, expect, it } from 'vitest';
import type { NotedDrain } from './drain.types.js';
import { readShipperStatus } from './read-shipper-status.js';
import { nameDrain, renderShipperConfig } from './render-shipper-config.js';

const ID = 'c'.repeat(64);
const DRAIN: NotedDrain = {
  containerId: ID,
  instanceId: 'i',
  url: { isTls: false, host: 'logs', port: 514 },
  sender: 'host',
  data: { name: 'größe' },
  leavingSince: 7,
};
const noteOf = (drains: readonly NotedDrain[]): string =>
  /^# noted: (.*)$/m.exec(renderShipperConfig(drains, { bufferMegabytes: 1, ca: '' }))?.[1] ?? '';
const count = (name: string, fields: object): string => JSON.stringify({ name, origin: 'core.queue', ...fields });
const QUEUE = `${nameDrain(ID)} queue`;

describe("a shipper's status", () => {
  it.each<[string, string, readonly NotedDrain[]]>([
    ['nothing of a new one', '\nhash\n', []],
    ['what was noted', `${noteOf([DRAIN])}\nhash\n`, [DRAIN]],
    ['nothing of what cannot be read', 'no note\nhash\n', []],
  ])('tells %s', (_, output, noted) => {
    expect(readShipperStatus(output)).toEqual({ noted, configHash: 'hash', counts: new Map() });
  });

  it('has the newest counts of a drain', () => {
    const output = [
      noteOf([DRAIN]),
      'hash',
      'cut in the middle": 1}',
      count(QUEUE, { size: 1, 'discarded.full': 1, 'discarded.nf': 1 }),
      count(QUEUE, { size: 12, 'discarded.full': 300, 'discarded.nf': 20 }),
      count('main Q', { size: 9 }),
    ].join('\n');

    expect(readShipperStatus(output).counts).toEqual(new Map([[ID, { waitingLines: 12, lostLines: 320 }]]));
  });
});
