import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContainerStuckError, EngineBusyError } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

const STRANGER = {
  imageRef: 'redis',
  labels: { 'docker-broker.instance': 'another' },
  environment: {},
  ports: [],
  volumes: [],
  networkName: 'osb-tenants',
  capabilities: [],
  pidsLimit: 1,
};

describe('ProvisionWork', () => {
  let engine: TestEngine;
  let logger: RecordingLogger;

  beforeAll(() => {
    logger = RecordingLogger.install();
  });
  afterAll(() => {
    RecordingLogger.restore();
  });

  beforeEach(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    logger.entries.length = 0;
    engine = await TestEngine.open();
  });

  afterEach(() => engine.close());

  const expectNothingLeft = async (instanceId: string): Promise<void> => {
    expect(engine.docker.containers(ENDPOINT)).toEqual([]);
    expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
    expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
    expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'failed' });
  };

  it('asks the engine for what bare calls would, and beside that for image and network alone', async () => {
    await engine.served();

    const bare = ['createContainer', 'startContainer', 'findContainer', 'createExec', 'runExec'];
    const calls = engine.docker.calls().filter((method) => method !== 'findImage');
    expect(calls).toEqual(['ensureNetwork', ...bare]);
  });

  it('makes the container anew when the engine left it past starting', async () => {
    engine.docker.inject('startContainer', { before: new ContainerStuckError('task already exists') });

    const { instanceId } = await engine.served();

    expect(engine.docker.calls().filter((method) => method === 'createContainer')).toHaveLength(2);
    const ports = await engine.stores.instances.findPorts(instanceId);
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running', ports }]);
  });

  it('starts the same container again when the engine is busy, and makes it anew when that does not help', async () => {
    engine.docker.inject('startContainer', { before: new EngineBusyError('something broke'), times: 2 });

    const { operation } = await engine.order();
    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'succeeded', attempts: 1 });

    const calls = engine.docker.calls().filter((method) => /^(start|remove)Container$/.test(method));
    expect(calls).toEqual(['startContainer', 'startContainer', 'removeContainer', 'startContainer']);
  });

  it('gives the script its surroundings and its parameters', async () => {
    const seen: ScriptedExec[] = [];
    engine.docker.play((exec) => {
      seen.push(exec);
      return execOutcome();
    });
    const request = { parameters: { size: 'big' }, context: {}, organizationGuid: 'o', spaceGuid: 's' };
    const { instanceId, operation } = await engine.order(aDefinition(), { request });

    await engine.finish(operation.operationId);

    expect(seen).toMatchObject([{ command: ['/provision'], stdin: '{"size":"big"}' }]);
    expect(seen[0]?.environment).toEqual({
      INSTANCE_ID: instanceId,
      SERVICE: 'redis',
      PLAN: '100',
      HOST: '192.0.2.1',
      PORT_6379: '20000',
    });
  });

  it.each([
    ['{"dashboard_url":"http://$HOST:$PORT_6379/$PORT"}', 'http://192.0.2.1:20000/20000'],
    ['{"dashboard_url":""}', undefined],
    ['{"a":"b"}', undefined],
    ['', undefined],
  ])('takes the dashboard from the output %j', async (stdout, dashboardUrl) => {
    engine.docker.play(() => execOutcome({ stdout }));

    const { instanceId } = await engine.served();

    expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'ready', dashboardUrl });
  });

  it.each([
    ['exit code 1', execOutcome({ exitCode: 1 }), 'failed (exit code 1)'],
    ['exit code 3', execOutcome({ exitCode: 3 }), 'failed (exit code 3)'],
    ['exit code 126', execOutcome({ exitCode: 126 }), 'is missing in its image'],
    ['exit code 127', execOutcome({ exitCode: 127 }), 'is missing in its image'],
    ['no JSON', execOutcome({ stdout: 'Welcome! HIDDEN' }), 'did not print JSON'],
    ['a list', execOutcome({ stdout: '["HIDDEN"]' }), 'did not print a JSON object'],
    ['a numeric dashboard', execOutcome({ stdout: '{"dashboard_url":80}' }), 'no usable dashboard_url'],
    ['an endless dashboard', execOutcome({ stdout: `{"dashboard_url":"${'x'.repeat(2049)}"}` }), 'no usable'],
    ['too much', execOutcome({ stdout: `{"a":"${'x'.repeat(70_000)}"}` }), 'printed too much'],
  ])('undoes everything after %s (rows 27, 28 and 29)', async (_, outcome, description) => {
    engine.docker.play(() => ({ ...outcome, stderr: 'HIDDEN detail' }));
    const { instanceId, operation } = await engine.order();

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({
      state: 'failed',
      description: expect.stringContaining(`The service's /provision script`) as string,
    });
    expect(ended.description).toContain(description);
    expect(ended.description).not.toContain('HIDDEN');
    await expectNothingLeft(instanceId);
  });

  it("keeps the script's last words for the operator (row 28)", async () => {
    engine.docker.play(() => execOutcome({ exitCode: 1, stderr: 'no such table' }));
    const { operation } = await engine.order();

    await engine.finish(operation.operationId);

    expect(logger.text()).toContain('no such table');
  });

  it('undoes everything after a script that does not end (row 30)', async () => {
    await engine.close();
    engine = await TestEngine.open({ scriptTimeoutSeconds: 0.05 });
    engine.docker.play(() => new Promise(() => undefined));
    const { instanceId, operation } = await engine.order();

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({
      state: 'failed',
      description: "The service's /provision script did not end in time.",
    });
    await expectNothingLeft(instanceId);
  });

  it.each([126, 127])(
    'does without a script that the plan calls optional (exit code %i) (row 27)',
    async (exitCode) => {
      engine.docker.play(() => execOutcome({ exitCode, stdout: 'exec failed' }));

      const { instanceId } = await engine.served(aDefinition({ scripts: 'optional' }));

      expect(await engine.stores.instances.find(instanceId)).toMatchObject({ state: 'ready' });
    },
  );

  it('lets the same request try again under the id that failed', async () => {
    engine.docker.play(() => execOutcome({ exitCode: 1 }));
    const { instanceId, operation } = await engine.order();
    await engine.finish(operation.operationId);
    engine.docker.play(() => execOutcome());

    const again = await engine.order(aDefinition(), { instanceId, containerName: `osb-${instanceId}` });

    expect(await engine.finish(again.operation.operationId)).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toHaveLength(1);
  });

  it("fails at a stranger's container of its name, and leaves it alone (row 19)", async () => {
    const { instanceId, containerName, operation } = await engine.order();
    await engine.docker.ensureNetwork(ENDPOINT, 'osb-tenants');
    const strangerId = await engine.docker.createContainer(ENDPOINT, { ...STRANGER, name: containerName });
    await engine.docker.startContainer(ENDPOINT, strangerId);

    const ended = await engine.finish(operation.operationId);

    expect(ended).toMatchObject({
      state: 'failed',
      description: 'A container that is not ours has the name of the service.',
    });
    expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
    expect(await engine.finish(await engine.orderDeprovision(instanceId))).toMatchObject({ state: 'succeeded' });
    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId: strangerId, state: 'running' }]);
    expect(engine.docker.execs(ENDPOINT)).toEqual([]);
  });

  it('moves on to another port when a stranger holds the one that it reserved (row 23)', async () => {
    engine.docker.takePort(ENDPOINT, 20_000);
    engine.docker.takePort(ENDPOINT, 20_001);

    const { instanceId } = await engine.served();

    expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running', ports: [{ hostPort: 20_002 }] }]);
    expect(await engine.stores.instances.findPorts(instanceId)).toEqual([
      { port: 6379, protocol: 'tcp', hostPort: 20_002 },
    ]);
  });

  it('fails when strangers hold every port (row 23)', async () => {
    for (let port = 20_000; port <= 20_009; port += 1) engine.docker.takePort(ENDPOINT, port);
    const { instanceId, operation } = await engine.order();

    expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed' });

    await expectNothingLeft(instanceId);
  });

  it('fails when the range is used up by its own instances', async () => {
    await engine.stores.database.read((manager) => manager.query('UPDATE docker_host SET port_max = 20001'));
    await engine.served();
    await engine.served();
    const { operation } = await engine.order();

    expect(await engine.finish(operation.operationId)).toMatchObject({
      state: 'failed',
      description: 'The Docker host has no free port left.',
    });
    expect(engine.docker.containers(ENDPOINT)).toHaveLength(2);
  });

  describe('of a static service', () => {
    const STATIC = aDefinition({ dashboardUrl: { dashboard_url: 'http://$HOST:$PORT_6379' } });

    it('runs no script', async () => {
      const { instanceId } = await engine.served(STATIC);

      expect(engine.docker.execs(ENDPOINT)).toEqual([]);
      expect(await engine.stores.instances.find(instanceId)).toMatchObject({
        dashboardUrl: 'http://192.0.2.1:20000',
      });
    });

    it('gives each instance its own dashboard', async () => {
      const first = await engine.served(STATIC);
      const second = await engine.served(STATIC);

      expect(await engine.stores.instances.find(first.instanceId)).toMatchObject({
        dashboardUrl: 'http://192.0.2.1:20000',
      });
      expect(await engine.stores.instances.find(second.instanceId)).toMatchObject({
        dashboardUrl: 'http://192.0.2.1:20001',
      });
    });

    it('is ready when the health command agrees', async () => {
      let asked = 0;
      engine.docker.addImage(ENDPOINT, 'redis', { healthCommand: ['check'] });
      engine.docker.play(() => {
        asked += 1;
        return execOutcome({ exitCode: asked < 3 ? 1 : 0 });
      });

      await engine.served(STATIC);

      expect(engine.docker.execs(ENDPOINT).map(({ command }) => command)).toEqual([['check'], ['check'], ['check']]);
    });

    it('fails when the container ends instead, and keeps its log for the operator (row 25)', async () => {
      engine.docker.addImage(ENDPOINT, 'redis', { healthCommand: ['check'] });
      engine.docker.play(({ containerId }) => {
        engine.docker.writeLog(ENDPOINT, containerId, 'disk is broken');
        engine.docker.changeContainer(ENDPOINT, containerId, { state: 'exited', exitCode: 1 });
        return execOutcome({ exitCode: 1 });
      });
      const { instanceId, operation } = await engine.order(STATIC);

      expect(await engine.finish(operation.operationId)).toMatchObject({
        state: 'failed',
        description: 'The service ended right after its start.',
      });
      expect(logger.text()).toContain('disk is broken');
      await expectNothingLeft(instanceId);
    });
  });

  describe('in a container that was there before', () => {
    const FOREIGN = aDefinition({ containerName: 'there', numInstances: 0 });

    const addContainer = async (): Promise<string> => {
      await engine.docker.ensureNetwork(ENDPOINT, 'osb-tenants');
      const ports = [{ port: 80, protocol: 'tcp' as const, hostPort: 8080, hostIp: '0.0.0.0' }];
      const containerId = await engine.docker.createContainer(ENDPOINT, { ...STRANGER, name: 'there', ports });
      await engine.docker.startContainer(ENDPOINT, containerId);
      return containerId;
    };

    it('runs the script there, with the ports of that container', async () => {
      const containerId = await addContainer();
      engine.docker.play(() => execOutcome({ stdout: '{"dashboard_url":"http://$HOST:$PORT_80"}' }));

      const { instanceId } = await engine.served(FOREIGN);

      expect(engine.docker.execs(ENDPOINT)).toMatchObject([{ containerId, environment: { PORT_80: '8080' } }]);
      expect(await engine.stores.instances.find(instanceId)).toMatchObject({ dashboardUrl: 'http://192.0.2.1:8080' });
      expect(engine.docker.containers(ENDPOINT)).toHaveLength(1);
    });

    it('fails while it does not run', async () => {
      const containerId = await addContainer();
      engine.docker.changeContainer(ENDPOINT, containerId, { state: 'exited' });
      const { operation } = await engine.order(FOREIGN);

      expect(await engine.finish(operation.operationId)).toMatchObject({
        state: 'failed',
        description: "The service's container there does not run on its Docker host.",
      });
      expect(engine.docker.containers(ENDPOINT)).toHaveLength(1);
    });

    it('leaves it alone when the script fails', async () => {
      const containerId = await addContainer();
      engine.docker.play(({ command }) => execOutcome({ exitCode: command[0] === '/provision' ? 1 : 0 }));
      const { operation } = await engine.order(FOREIGN);

      expect(await engine.finish(operation.operationId)).toMatchObject({ state: 'failed' });
      expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId, state: 'running' }]);
      expect(engine.docker.execs(ENDPOINT).map(({ command }) => command[0])).toEqual(['/provision', '/deprovision']);
    });

    it('is left by script, logins first, since the container stays', async () => {
      const containerId = await addContainer();
      const { instanceId } = await engine.served(FOREIGN);
      await engine.bound(instanceId);

      await engine.finish(await engine.orderDeprovision(instanceId));

      const scripts = engine.docker.execs(ENDPOINT).map(({ command }) => command[0]);
      expect(scripts).toEqual(['/provision', '/bind', '/unbind', '/deprovision']);
      expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ containerId, state: 'running' }]);
      expect(await engine.stores.instances.find(instanceId)).toBeUndefined();
    });
  });

  it('is undone at its deadline while the service does not get healthy', async () => {
    const image = { healthCommand: ['/healthy'], exposedPorts: [{ port: 6379, protocol: 'tcp' as const }] };
    engine.docker.addImage(ENDPOINT, 'sick', image);
    engine.docker.play(() => execOutcome({ exitCode: 1 }));
    const definition = aDefinition({ name: 'sick', image: 'sick', credentials: { user: 'u' } });
    const operation = { operationId: 'sick', requestId: 'r', deadlineMs: 300 };

    const { instanceId } = await engine.order(definition, { operation });

    expect(await engine.finish('sick')).toMatchObject({
      state: 'failed',
      description: expect.stringContaining('in time') as string,
    });
    await expectNothingLeft(instanceId);
  });
});
