import { beforeAll, describe, expect, it } from 'vitest';

import {
  ContainerMissingError,
  ContainerNotRunningError,
  EngineRefusedError,
  ExecLostError,
  ExecTimeoutError,
  HostUnreachableError,
} from '../docker-driver.errors.js';
import type { DockerDriver, DockerEndpoint } from '../docker-driver.port.js';
import { ABSENT_ID } from './contract-run.js';
import type { ContractRun } from './contract-run.js';

/** Commands that run in a container. */
export function describeCommands(contract: ContractRun): void {
  describe('commands', () => {
    const { create, createRunning, prepare, runExec } = contract;
    let driver: DockerDriver;
    let endpoint: DockerEndpoint;

    beforeAll(() => {
      ({ driver, endpoint } = contract);
    });

    it('runs one with its input, apart from its complaints, to its exit code', async () => {
      const execId = await prepare(await createRunning(), 'sh', '-c', 'cat; echo complaint >&2; exit 3');

      const outcome = await runExec(execId, '{"größe":"1"}');

      expect(outcome).toEqual({ stdout: '{"größe":"1"}', stderr: 'complaint\n', truncated: false, exitCode: 3 });
    });

    it('gives it an environment of its own', async () => {
      const execId = await prepare(await createRunning(), 'printenv', 'GREETING');

      expect(await runExec(execId)).toMatchObject({ stdout: 'good morning\n', exitCode: 0 });
    });

    it('ends one that waits for the end of an empty input', async () => {
      const execId = await prepare(await createRunning(), 'cat');

      expect(await runExec(execId)).toMatchObject({ stdout: '', exitCode: 0 });
    });

    it('counts a missing program as an outcome', async () => {
      const execId = await prepare(await createRunning(), '/does-not-exist');

      const { exitCode } = await runExec(execId, 'unread');

      expect([126, 127]).toContain(exitCode);
    });

    it('cuts output that is too long (T25, row 29)', async () => {
      const execId = await prepare(await createRunning(), 'sh', '-c', 'head -c 300000 /dev/zero | tr "\\0" x');

      const outcome = await runExec(execId, '', { maxOutputBytes: 1000 });

      expect(outcome).toMatchObject({ stdout: 'x'.repeat(1000), truncated: true });
    });

    it('gives up waiting for one that takes too long, which then still runs', async () => {
      const execId = await prepare(await createRunning(), 'sleep', '60');

      await expect(runExec(execId, '', { timeoutMs: 500 })).rejects.toThrow(ExecTimeoutError);

      expect(await driver.findExec(endpoint, execId)).toEqual({ phase: 'running' });
    });

    it('gives up when it is called off', async () => {
      const execId = await prepare(await createRunning(), 'sleep', '60');

      const running = runExec(execId, '', { signal: AbortSignal.timeout(300) });

      await expect(running).rejects.toThrow(HostUnreachableError);
    });

    it('runs none a second time', async () => {
      const execId = await prepare(await createRunning(), 'sh', '-c', 'exit 3');
      await runExec(execId);

      await expect(runExec(execId)).rejects.toThrow(EngineRefusedError);
      await expect(runExec(execId, '', { isNew: true })).rejects.toThrow(EngineRefusedError);
    });

    it('tells how far one is', async () => {
      const execId = await prepare(await createRunning(), 'sh', '-c', 'exit 3');

      expect(await driver.findExec(endpoint, execId)).toEqual({ phase: 'not-started' });
      await runExec(execId);
      expect(await driver.findExec(endpoint, execId)).toEqual({ phase: 'ended', exitCode: 3 });
    });

    it('forgets them with their container', async () => {
      const containerId = await createRunning();
      const execId = await prepare(containerId, 'cat');

      await driver.removeContainer(endpoint, containerId);

      expect(await driver.findExec(endpoint, execId)).toBeUndefined();
      await expect(runExec(execId)).rejects.toThrow(ExecLostError);
      await expect(runExec(execId, '', { isNew: true })).rejects.toThrow(ExecLostError);
    });

    it('prepares none where nothing runs', async () => {
      const containerId = await create();

      await expect(prepare(containerId, 'cat')).rejects.toThrow(ContainerNotRunningError);
      await expect(prepare(ABSENT_ID, 'cat')).rejects.toThrow(ContainerMissingError);
    });
  });
}
