import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotedDrain } from '../../apps/broker/src/drains/drain.types.js';
import { OWN_SHIPPER } from '../../apps/broker/src/drains/own-shipper.types.js';
import { readShipperStatus } from '../../apps/broker/src/drains/read-shipper-status.js';
import { nameDrain, renderShipperConfig, STATE_PATH } from '../../apps/broker/src/drains/render-shipper-config.js';
import { DrainNetwork } from '../support/drain-network.js';
import { askEngine, removeLeftovers, runInContainer } from '../support/engine.js';
import { pollUntil } from '../support/poll-until.js';
import { SyslogServer } from '../support/syslog-server.js';

const PATIENCE_MS = 60_000;
const SETTINGS = { bufferMegabytes: 200, ca: '' };
const SHIPPER = randomUUID();
const LINES = 30_000;
const ROUNDS = 6;
/** Between two blows. */
const STRIDE = 1_500;
/** As Docker writes them, faster than they can be sent. */
const WRITE = `awk 'BEGIN { for (i = 1; i <= ${LINES}; i++) {
  printf "{\\"log\\":\\"line %d end\\\\n\\",\\"stream\\":\\"stdout\\",\\"time\\":\\"2026-01-01T00:00:00.000000000Z\\"}\\n", i
  if (i % 5000 == 0) { fflush(); system("sleep 0.2") } } }' >> FILE; echo written`;

/** The image alone, without a broker. */
describe('the log shipper', () => {
  const networkName = `osb-test-${SHIPPER.slice(0, 8)}`;
  let network: DrainNetwork;
  let drain: SyslogServer;

  beforeAll(async () => {
    network = await DrainNetwork.create(networkName);
    drain = await SyslogServer.start();
    const order = {
      Image: OWN_SHIPPER,
      Labels: { 'docker-broker.instance': SHIPPER },
      HostConfig: { NetworkMode: `${networkName}-drains`, Memory: 256 * 2 ** 20 },
    };
    const { body } = await askEngine('POST', '/containers/create', order);
    await askEngine('POST', `/containers/${(body as { Id: string }).Id}/start`);
  });
  afterAll(async () => {
    await removeLeftovers(SHIPPER);
    await network.remove();
    await drain.goAway();
  });

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

  it('loses no line and keeps their order, however often it is killed or told something new meanwhile (row 86)', async () => {
    const one = aDrain({ isTls: false, host: network.gateway, port: drain.port });
    const log = `/containers/${one.containerId}/${one.containerId}-json.log`;
    await run(`mkdir -p $(dirname ${log}); touch ${log}`);
    await tell(one);
    await settled();

    const writing = run(WRITE.replace('FILE', log));
    for (let round = 0; round < ROUNDS; round += 1) {
      await moreAt(drain);
      await (round % 2 === 0 ? run('kill -KILL "$(cat /run/rsyslogd.pid)"') : tell(one, aDrain()));
    }
    expect(await writing).toContain('written');
    await drain.received(`line ${LINES} end`);

    const numbers = numbersOf(drain.messages);
    expect([...new Set(numbers)]).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
    expect(drain.faults).toEqual([]);

    await tell(one);
    const sizes = `cd ${STATE_PATH}; grep -h sizeOnDisk *.qi | cut -d : -f 4; cat drain-*.0* | wc -c`;
    await pollUntil('a queue that knows its size', async () => {
      const [believed, size] = (await run(sizes)).split(/\s+/);
      return size !== undefined && believed === size;
    });
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

/** It is in the midst of sending. */
function moreAt(drain: SyslogServer): Promise<unknown> {
  const enough = Math.min(highestOf(drain) + STRIDE, LINES);
  return pollUntil('more lines at the drain', () => Promise.resolve(highestOf(drain) >= enough), PATIENCE_MS);
}

function highestOf({ messages }: SyslogServer): number {
  return numbersOf(messages.slice(-100)).reduce((most, number) => Math.max(most, number), 0);
}

function numbersOf(messages: readonly string[]): readonly number[] {
  return messages.map((message) => Number(/line (\d+) end/.exec(message)?.[1]));
}

function aDrain(url: NotedDrain['url'] = { isTls: false, host: '192.0.2.1', port: 514 }): NotedDrain {
  return {
    containerId: randomBytes(32).toString('hex'),
    instanceId: 'i',
    sender: 'host',
    data: {},
    url,
  };
}
