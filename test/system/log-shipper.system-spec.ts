import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotedDrain } from '../../apps/broker/src/drains/drain.types.js';
import { OWN_SHIPPER } from '../../apps/broker/src/drains/own-shipper.types.js';
import { readShipperStatus } from '../../apps/broker/src/drains/read-shipper-status.js';
import { nameDrain, renderShipperConfig, STATE_PATH } from '../../apps/broker/src/drains/render-shipper-config.js';
import { askEngine, removeLeftovers, runInContainer } from '../support/engine.js';
import { pollUntil } from '../support/poll-until.js';

const PATIENCE_MS = 60_000;
const SETTINGS = { bufferMegabytes: 2, ca: '' };
const SHIPPER = randomUUID();

/** The image alone, without a broker. */
describe('the log shipper', () => {
  beforeAll(async () => {
    const order = {
      Image: OWN_SHIPPER,
      Labels: { 'docker-broker.instance': SHIPPER },
      HostConfig: { NetworkMode: 'none' },
    };
    const { body } = await askEngine('POST', '/containers/create', order);
    await askEngine('POST', `/containers/${(body as { Id: string }).Id}/start`);
  });
  afterAll(() => removeLeftovers(SHIPPER));

  const run = (script: string): Promise<string> => runInContainer(SHIPPER, ['/bin/sh', '-c', script]);
  const tell = async (...drains: readonly NotedDrain[]): Promise<void> => {
    const config = Buffer.from(renderShipperConfig(drains, SETTINGS)).toString('base64');
    expect(await run(`echo ${config} | base64 -d | /configure && echo taken`)).toContain('taken');
  };
  /** Once what runs is what was told. */
  const settled = (): Promise<unknown> =>
    pollUntil(
      'the shipper to run what it was told',
      async () => readShipperStatus((await run('/status')).replaceAll('\r', '')).configHash !== '' || undefined,
      PATIENCE_MS,
    );
  const list = async (): Promise<string> => run(`ls ${STATE_PATH}`);

  it('keeps what waits for a drain as long as it is told of it, and no longer (row 85)', async () => {
    const [one, two] = [aDrain(), aDrain()];
    await tell(one, two);
    await settled();
    for (const { containerId } of [one, two])
      await run(
        `cd ${STATE_PATH}; touch ${nameDrain(containerId)}.00000001; echo ${containerId} > imfile-state:${containerId.slice(0, 8)}`,
      );

    await tell(two);
    await settled();

    const files = await list();
    expect(files).toContain(nameDrain(two.containerId));
    expect(files).toContain(`imfile-state:${two.containerId.slice(0, 8)}`);
    expect(files).not.toContain(nameDrain(one.containerId));
    expect(files).not.toContain(`imfile-state:${one.containerId.slice(0, 8)}`);
  });

  it('says that it does not run what it was told, until it does (row 86)', async () => {
    await tell(aDrain());
    await settled();
    await run('echo "# another one" >> /run/active.conf');

    expect(readShipperStatus((await run('/status')).replaceAll('\r', '')).configHash).toBe('');
    await tell(aDrain());
    await settled();
  });
});

function aDrain(): NotedDrain {
  return {
    containerId: randomBytes(32).toString('hex'),
    instanceId: 'i',
    sender: 'host',
    data: {},
    url: { isTls: false, host: '192.0.2.1', port: 514 },
  };
}
