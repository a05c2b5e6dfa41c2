import { randomUUID } from 'node:crypto';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../libs/docker-driver/src/testing/make-certificates.js';
import { DrainNetwork } from '../support/drain-network.js';
import { askEngine, findContainers, runInContainer } from '../support/engine.js';
import { pollUntil } from '../support/poll-until.js';
import { SyslogServer } from '../support/syslog-server.js';
import { TestSystem } from '../support/test-system.js';

/** A drain is away for so long; longer for those who have the time. */
const AWAY_MS = Number(process.env['DRAIN_AWAY_MS'] ?? '3000');
const TALKER = {
  name: 'talker',
  image: 'docker-broker/base:bookworm',
  scripts: 'optional',
  // Prints what it is told, on standard output or standard error.
  command: [
    'sh',
    '-c',
    'trap exit TERM; mkfifo /tmp/out /tmp/err; exec 3<>/tmp/out 4<>/tmp/err; cat <&4 >&2 & cat <&3 & wait',
  ],
};
const RFC_5424 =
  /^<(?<pri>\d+)>1 (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) (?<host>[!-~]+) (?<app>[!-~]+) - (?<stream>stdout|stderr) \[instance@32473(?<data>[^\]]*)\] (?<text>.*)$/s;

describe('a drain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drains-'));
  const name = `osb-test-${randomUUID().slice(0, 8)}`;
  let network: DrainNetwork;
  let system: TestSystem;
  let plain: SyslogServer;
  let secure: SyslogServer;
  let instanceId: string;

  const say = async (text: string, stream: 'out' | 'err' = 'out'): Promise<string> => {
    const words = `${text} ${randomUUID()}`;
    await runInContainer(instanceId, ['sh', '-c', `printf '%s\\n' "$0" > /tmp/${stream}`, words]);
    return words;
  };
  /** What is said while a queue is full is lost: so it is said again. */
  const sayUntilHeard = (text: string, server: SyslogServer): Promise<unknown> =>
    pollUntil(`${text} at the syslog server`, async () => {
      await say(text);
      return server.messages.some((message) => message.includes(text));
    });
  const sayUntil = (state: string): Promise<unknown> =>
    pollUntil(`a drain that is ${state}`, async () => {
      await say('something');
      return (await readState()).state === state;
    });
  const update = (drain: string | null): Promise<unknown> =>
    system.client.update(instanceId, 'talker', { parameters: { syslog_drain: drain } });
  const readState = async (): Promise<{ state: string; lost_lines: number; waiting_lines: number }> => {
    const { body } = await system.client.request('GET', `/admin/instances/${instanceId}`);
    return (body as { syslog_drain: { state: string; lost_lines: number; waiting_lines: number } }).syslog_drain;
  };

  beforeAll(async () => {
    network = await DrainNetwork.create(name);
    const { gateway } = network;
    const { ca, server } = makeCertificates(`DNS:${gateway},IP:${gateway}`);
    writeFileSync(join(folder, 'ca.pem'), ca);
    [plain, secure] = [await SyslogServer.start(), await SyslogServer.start(server)];
    const plans = [
      { ...TALKER, plan: '100', syslogdrain: `syslog://${gateway}:${plain.port}` },
      { ...TALKER, plan: 'quiet' },
    ];
    system = await TestSystem.start({
      brokerEnv: {
        BROKER_SERVICES_IMAGES: JSON.stringify(plans),
        BROKER_DOCKER_NETWORKNAME: name,
        BROKER_DRAINS_EVERYSECONDS: '1',
        BROKER_DRAINS_CAFILE: join(folder, 'ca.pem'),
        BROKER_DRAINS_BUFFERMEGABYTES: '2',
      },
    });
    instanceId = await system.newInstance('talker');
  });
  afterAll(async () => {
    await system.remove();
    await network.remove();
    await Promise.all([plain.goAway(), secure.goAway()]);
    rmSync(folder, { recursive: true });
  });

  it('gets the lines of an instance as RFC 5424 with octet counting', async () => {
    const before = Date.now();
    const words = await say('größer "quoted" [x] \\ $HOST %d');
    const { pri, time, app, stream, data, text } = RFC_5424.exec(await plain.received(words))?.groups ?? {};

    expect({ pri, app, stream, text }).toEqual({ pri: '14', app: instanceId, stream: 'stdout', text: words });
    expect(Math.abs(Date.parse(time ?? '') - before)).toBeLessThan(600_000);
    expect(data).toBe(
      ` organization_id="org" space_id="space" instance_id="${instanceId}" service="talker" plan="100"`,
    );
    expect(plain.faults).toEqual([]);
  });

  it('is told which lines are errors', async () => {
    const { pri, stream } = RFC_5424.exec(await plain.received(await say('error', 'err')))?.groups ?? {};

    expect({ pri, stream }).toEqual({ pri: '11', stream: 'stderr' });
  });

  it('is served by a container that can do nothing to its host', async () => {
    const { body } = await askEngine('GET', `/containers/${await network.findShipper()}/json`);
    const { HostConfig } = body as { HostConfig: Readonly<Record<string, unknown>> };

    expect(HostConfig).toMatchObject({
      Privileged: false,
      CapAdd: null,
      CapDrop: ['ALL'],
      ReadonlyRootfs: true,
      PortBindings: {},
    });
    expect(
      (HostConfig['Mounts'] as { Type: string; ReadOnly?: boolean }[]).filter(({ Type }) => Type === 'bind'),
    ).toEqual([expect.objectContaining({ Target: '/containers', ReadOnly: true })]);
  });

  it('that is away harms nobody, and gets what was written meanwhile (row 85)', async () => {
    await plain.goAway();
    const words = await say('while it is away');
    const other = system.newInstanceId();
    expect(await system.client.provision(other, 'talker')).toMatchObject({ status: 201 });
    expect(await system.client.deprovision(other, 'talker')).toMatchObject({ status: 200 });
    await sayUntil('waiting');
    await sleep(AWAY_MS);

    await plain.comeBack();

    expect(await plain.received(words)).toContain(words);
    await sayUntil('sending');
  });

  it('that stays away costs no more than its buffer, and what is lost is counted (row 85)', async () => {
    await plain.goAway();
    await runInContainer(instanceId, ['sh', '-c', 'yes "$(printf %0500d 1)" | head -n 20000 > /tmp/out']);

    const { lost_lines: lost } = await pollUntil('lines that are lost', async () => {
      const state = await readState();
      return state.lost_lines > 0 ? state : undefined;
    });

    expect(lost).toBeGreaterThan(1_000);
    expect(await runInContainer(instanceId, ['echo', 'alive'])).toContain('alive');
    await plain.comeBack();
    await sayUntilHeard('after the flood', plain);
  });

  it('can be changed without touching the service, and speaks TLS with whom it can verify', async () => {
    const containers = await findContainers(instanceId);

    expect(await update(`syslog-tls://${network.gateway}:${secure.port}`)).toMatchObject({ status: 200 });

    await sayUntilHeard('over TLS', secure);
    expect(await findContainers(instanceId)).toEqual(containers);
    expect(secure.faults).toEqual([]);
  });

  it('gets nothing when its certificate is for another host', async () => {
    const stranger = await SyslogServer.start(makeCertificates('DNS:another.test').server);

    await update(`syslog-tls://${network.gateway}:${stranger.port}`);
    await pollUntil('tries to reach a drain that is not trusted', async () => {
      await say('not for strangers');
      return stranger.connections > 1;
    });
    await sayUntil('waiting');

    expect(stranger.messages).toEqual([]);
    await stranger.goAway();
  });

  it('gets the last lines of an instance that is deleted', async () => {
    await update(null);
    await sayUntilHeard('at the drain of the plan again', plain);
    const words = await say('last words');

    expect(await system.client.deprovision(instanceId, 'talker')).toMatchObject({ status: 200 });

    expect(await plain.received(words)).toContain(words);
  });
});
