import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostUnreachableError } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { Gate } from '../testing/gate.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { ENDPOINT, TestEngine } from '../testing/test-engine.js';

describe('works on bindings', () => {
  let engine: TestEngine;
  let logger: RecordingLogger;
  let seen: ScriptedExec[];

  /** Scripts by their names; those that are not given print nothing. */
  const play = (scripts: Readonly<Record<string, object>>): void => {
    seen = [];
    engine.docker.play((exec) => {
      seen.push(exec);
      return execOutcome(scripts[exec.command[0] ?? ''] ?? {});
    });
  };
  const commands = (): (string | undefined)[] => seen.map(({ command }) => command[0]);
  const containerId = (): string => engine.docker.containers(ENDPOINT)[0]?.containerId ?? '';

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
    play({});
  });

  afterEach(() => engine.close());

  describe('BindWork', () => {
    it('gives the script the login of the binding by its environment, and keeps what it prints (T9)', async () => {
      play({
        '/bind': { stdout: '{"uri":"redis://$HOST:$PORT_6379","port":6379,"list":[{"p":"$PORT"}],"none":null}' },
      });
      const { instanceId } = await engine.served();

      const { bindingId, request } = await engine.bound(instanceId);

      expect(seen.at(-1)).toMatchObject({
        command: ['/bind'],
        stdin: '{}',
        environment: {
          INSTANCE_ID: instanceId,
          BINDING_ID: bindingId,
          USERNAME: request.login.username,
          PASSWORD: request.login.password,
          PORT_6379: '20000',
        },
      });
      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({
        state: 'ready',
        credentials: { uri: 'redis://192.0.2.1:20000', port: 6379, list: [{ p: '20000' }], none: null },
        extras: { endpoints: [{ host: '192.0.2.1', ports: ['20000'], protocol: 'tcp' }] },
      });
    });

    it('keeps what the plan says beside credentials, and nothing of the kind that the script prints (BIND-14)', async () => {
      play({ '/bind': { stdout: '{"route_service_url":"https://script"}' } });
      const terms = { requires: ['syslog_drain', 'route_forwarding'], syslogDrainUrl: 'syslog://$HOST:$PORT_6379' };
      const { instanceId } = await engine.served(Object.assign(aDefinition(), terms));

      const { bindingId } = await engine.bound(instanceId);

      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({
        credentials: { route_service_url: 'https://script' },
        extras: { endpoints: [{ ports: ['20000'] }], syslog_drain_url: 'syslog://192.0.2.1:20000' },
      });
    });

    it('fills static credentials, values that are no text included, without any script', async () => {
      const credentials = { host: '$HOST', port: 1234, tls: true, ca: null };
      const { instanceId } = await engine.served(aDefinition({ credentials }));

      const { bindingId } = await engine.bound(instanceId);

      expect(seen).toEqual([]);
      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({
        credentials: { host: '192.0.2.1', port: 1234, tls: true, ca: null },
      });
    });

    it('runs one script at a time in a container (row 45)', async () => {
      const gate = new Gate();
      let running = 0;
      let most = 0;
      const { instanceId } = await engine.served();
      engine.docker.play(async () => {
        running += 1;
        most = Math.max(most, running);
        await gate.opened;
        running -= 1;
        return execOutcome();
      });
      const runner = engine.newRunner();
      const first = await engine.orderBinding(instanceId);
      const second = await engine.orderBinding(instanceId);

      runner.start(first.operation);
      runner.start(second.operation);
      await vi.waitFor(() => {
        expect(running).toBe(1);
      }, 10_000);
      gate.open();
      const ended = [
        await runner.waitForEnd(first.operation.operationId, 15_000),
        await runner.waitForEnd(second.operation.operationId, 15_000),
      ];

      expect(ended).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }]);
      expect(most).toBe(1);
    });

    it('undoes a bind that hangs only once its script has ended, so that no login outlives it (rows 42 and 43)', async () => {
      const hung = await TestEngine.open({ scriptTimeoutSeconds: 0.1 });
      const gate = new Gate();
      const order: string[] = [];
      const { instanceId } = await hung.served();
      hung.docker.play(async ({ command }) => {
        if (command[0] === '/bind') await gate.opened;
        order.push(command[0] ?? '');
        return execOutcome();
      });
      const runner = hung.newRunner();
      const { operation } = await hung.orderBinding(instanceId);

      runner.start(operation);
      await vi.waitFor(async () => {
        expect(await hung.stores.operations.find(operation.operationId)).toMatchObject({ mode: 'undo', attempts: 1 });
      }, 10_000);
      const before = [...order];
      gate.open();
      await vi.waitFor(async () => {
        await runner.resume();
        expect(await hung.stores.operations.find(operation.operationId)).toMatchObject({ state: 'failed' });
      }, 10_000);

      expect(before).toEqual([]);
      expect(order).toEqual(['/bind', '/unbind']);
      await hung.close();
    });

    it('starts a container that was stopped', async () => {
      const { instanceId } = await engine.served();
      engine.docker.changeContainer(ENDPOINT, containerId(), { state: 'exited' });

      const { bindingId } = await engine.bound(instanceId);

      expect(engine.docker.containers(ENDPOINT)).toMatchObject([{ state: 'running' }]);
      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({ state: 'ready' });
    });

    it.each([
      ['exit code 1', { exitCode: 1 }],
      ['no JSON', { stdout: 'hello HIDDEN' }],
      ['too much', { stdout: `{"a":"${'x'.repeat(70_000)}"}` }],
    ])('revokes what the script may have made after %s (row 42)', async (_, outcome) => {
      const { instanceId } = await engine.served();
      play({ '/bind': { ...outcome, stderr: 'HIDDEN' } });
      const { bindingId, operation, request } = await engine.orderBinding(instanceId);

      const ended = await engine.finish(operation.operationId);

      expect(ended).toMatchObject({
        state: 'failed',
        description: expect.stringContaining("The service's /bind script") as string,
      });
      expect(ended.description).not.toContain('HIDDEN');
      expect(commands()).toEqual(['/bind', '/unbind']);
      expect(seen.at(-1)).toMatchObject({ environment: { USERNAME: request.login.username } });
      expect(await engine.stores.bindings.find(bindingId)).toMatchObject({ state: 'failed' });
    });

    it('gives the undoing up after three refusals, and tells why the bind failed', async () => {
      const { instanceId } = await engine.served();
      play({ '/bind': { exitCode: 1 }, '/unbind': { exitCode: 2 } });
      const { operation } = await engine.orderBinding(instanceId);

      const ended = await engine.finish(operation.operationId);

      expect(ended).toMatchObject({ state: 'failed', description: "The service's /bind script failed (exit code 1)." });
      expect(commands()).toEqual(['/bind', '/unbind', '/unbind', '/unbind']);
    });

    it('fails when the container is gone', async () => {
      const { instanceId } = await engine.served();
      await engine.docker.removeContainer(ENDPOINT, containerId());
      const { operation } = await engine.orderBinding(instanceId);

      expect(await engine.finish(operation.operationId)).toMatchObject({
        state: 'failed',
        description: "The service's container is gone.",
      });
    });
  });

  describe('UnbindWork', () => {
    it('hands the dashboard and the login over, and forgets the binding', async () => {
      play({ '/provision': { stdout: '{"dashboard_url":"http://d"}' } });
      const { instanceId } = await engine.served();
      const binding = await engine.bound(instanceId);
      const operationId = await engine.orderUnbind(binding);

      expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded' });

      expect(seen.at(-1)).toMatchObject({
        command: ['/unbind', 'http://d'],
        environment: { USERNAME: binding.request.login.username, BINDING_ID: binding.bindingId },
      });
      expect(await engine.stores.bindings.find(binding.bindingId)).toBeUndefined();
    });

    it('is done when the container is proven gone (row 49)', async () => {
      const { instanceId } = await engine.served();
      const binding = await engine.bound(instanceId);
      await engine.docker.removeContainer(ENDPOINT, containerId());
      const operationId = await engine.orderUnbind(binding);

      expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded' });
      expect(await engine.stores.bindings.find(binding.bindingId)).toBeUndefined();
    });

    it('takes no silence of the host for proof (rows 49 and 50)', async () => {
      const { instanceId } = await engine.served();
      const binding = await engine.bound(instanceId);
      engine.docker.inject('findContainer', { before: new HostUnreachableError('no answer'), times: 2 });
      const operationId = await engine.orderUnbind(binding);

      expect(await engine.finish(operationId)).toMatchObject({ state: 'succeeded', attempts: 2 });
      expect(commands()).toContain('/unbind');
    });

    it('tries a refusal again', async () => {
      const { instanceId } = await engine.served();
      const binding = await engine.bound(instanceId);
      play({ '/unbind': { exitCode: 1 } });
      const operationId = await engine.orderUnbind(binding);
      const runner = engine.newRunner();
      runner.start({ operationId });
      await vi.waitFor(async () => {
        expect(await engine.operation(operationId)).toMatchObject({ attempts: 1, state: 'in progress' });
      }, 15_000);
      play({});

      expect(await engine.finish(operationId, runner)).toMatchObject({ state: 'succeeded' });
    });

    it('fails for good after twenty refusals, and tries again at the next DELETE (row 51)', async () => {
      const { instanceId } = await engine.served();
      const binding = await engine.bound(instanceId);
      play({ '/unbind': { exitCode: 1 } });
      const operationId = await engine.orderUnbind(binding);
      await engine.stores.database.read((manager) =>
        manager.query("UPDATE operation SET attempts = 19 WHERE kind = 'unbind'"),
      );

      expect(await engine.finish(operationId)).toMatchObject({
        state: 'failed',
        description: "The service's /unbind script failed (exit code 1).",
      });
      play({});
      expect(await engine.finish(await engine.orderUnbind(binding))).toMatchObject({ state: 'succeeded' });
      expect(await engine.stores.bindings.find(binding.bindingId)).toBeUndefined();
    });

    it('runs no script for a static service', async () => {
      const { instanceId } = await engine.served(aDefinition({ credentials: { user: 'u' } }));
      const binding = await engine.bound(instanceId);

      expect(await engine.finish(await engine.orderUnbind(binding))).toMatchObject({ state: 'succeeded' });
      expect(seen).toEqual([]);
    });
  });

  describe('DeprovisionWork', () => {
    it('says goodbye, removes container and volumes, and takes bindings and ports along', async () => {
      const { instanceId } = await engine.served();
      const { bindingId } = await engine.bound(instanceId);

      expect(await engine.finish(await engine.orderDeprovision(instanceId))).toMatchObject({ state: 'succeeded' });

      expect(commands()).toEqual(['/provision', '/bind', '/deprovision']);
      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
      expect(await engine.stores.bindings.find(bindingId)).toBeUndefined();
      expect(await engine.stores.instances.findPorts(instanceId)).toEqual([]);
    });

    it.each([
      ['refuses', { exitCode: 3, stderr: 'not now' }],
      ['is missing', { exitCode: 127 }],
    ])('removes the container although the script %s (row 55)', async (_, outcome) => {
      const { instanceId } = await engine.served();
      play({ '/deprovision': outcome });

      expect(await engine.finish(await engine.orderDeprovision(instanceId))).toMatchObject({ state: 'succeeded' });

      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(logger.text()).toContain("The service's /deprovision script");
    });

    it.each(['was removed behind our back', 'does not run'])('succeeds when the container %s', async (how) => {
      const { instanceId } = await engine.served();
      if (how === 'does not run') engine.docker.changeContainer(ENDPOINT, containerId(), { state: 'exited' });
      else await engine.docker.removeContainer(ENDPOINT, containerId());

      expect(await engine.finish(await engine.orderDeprovision(instanceId))).toMatchObject({ state: 'succeeded' });

      expect(commands()).toEqual(['/provision']);
      expect(engine.docker.containers(ENDPOINT)).toEqual([]);
      expect(engine.docker.volumes(ENDPOINT)).toEqual([]);
    });

    it('gives back the port of the instance, and no other', async () => {
      const first = await engine.served();
      const second = await engine.served();

      await engine.finish(await engine.orderDeprovision(second.instanceId));
      await engine.served();

      const ports = engine.docker.containers(ENDPOINT).map((container) => container.ports[0]?.hostPort);
      expect(ports).toEqual([20_000, 20_001]);
      expect(await engine.stores.instances.findPorts(first.instanceId)).toMatchObject([{ hostPort: 20_000 }]);
    });

    it('says goodbye only once the script of a bind that it cut short has ended (rows 43 and 54)', async () => {
      const gate = new Gate();
      const order: string[] = [];
      const { instanceId } = await engine.served();
      engine.docker.play(async ({ command }) => {
        if (command[0] === '/bind') await gate.opened;
        order.push(command[0] ?? '');
        return execOutcome();
      });
      const binding = await engine.orderBinding(instanceId);
      engine.newRunner().start(binding.operation);
      await vi.waitFor(() => {
        expect(engine.docker.calls().filter((method) => method === 'runExec')).toHaveLength(2);
      }, 10_000);

      const operationId = await engine.orderDeprovision(instanceId);
      const finished = engine.finish(operationId);
      await vi.waitFor(async () => {
        expect(await engine.operation(operationId)).toMatchObject({ step: 'script /deprovision' });
      }, 10_000);
      gate.open();

      expect(await finished).toMatchObject({ state: 'succeeded' });
      expect(order).toEqual(['/bind', '/deprovision']);
    });

    it('ends the binds that were on their way', async () => {
      const { instanceId } = await engine.served();
      const { operation, bindingId } = await engine.orderBinding(instanceId);

      await engine.finish(await engine.orderDeprovision(instanceId));

      expect(await engine.operation(operation.operationId)).toMatchObject({
        state: 'failed',
        description: 'the instance was deleted',
      });
      expect(await engine.stores.bindings.find(bindingId)).toBeUndefined();
    });
  });
});
