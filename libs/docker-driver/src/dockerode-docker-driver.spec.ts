import type { IncomingMessage, ServerResponse } from 'node:http';

import { afterEach, describe, expect, it, vi } from 'vitest';

import {
  EngineAnswerError,
  EngineBusyError,
  EngineRefusedError,
  HostFullError,
  HostUnreachableError,
  ImageUnavailableError,
} from './docker-driver.errors.js';
import { DockerodeDockerDriver } from './dockerode-docker-driver.js';
import { openScriptedEngine, sendJson } from './testing/scripted-engine.js';
import type { ScriptedEngine } from './testing/scripted-engine.js';

const ID = 'a'.repeat(64);

/** Against engines that misbehave; the contract against a real one is in the integration spec. */
describe('DockerodeDockerDriver', () => {
  const driver = new DockerodeDockerDriver();
  let engine: ScriptedEngine;
  const answerWith = async (
    answer: (response: ServerResponse, request: IncomingMessage) => void,
    apiVersion?: () => string,
  ): Promise<ScriptedEngine['endpoint']> => {
    engine = await openScriptedEngine(answer, apiVersion);
    return engine.endpoint;
  };

  afterEach(async () => {
    driver.close();
    await engine.close();
  });

  it('reads nothing from the environment', async () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://192.0.2.1:2376');
    vi.stubEnv('DOCKER_TLS_VERIFY', '1');
    vi.stubEnv('DOCKER_CERT_PATH', '/does/not/exist');
    vi.stubEnv('DOCKER_PATH_PREFIX', '/prefix');
    vi.stubEnv('DOCKER_CLIENT_TIMEOUT', '1');
    vi.stubEnv('HTTP_PROXY', 'http://192.0.2.1:1');
    const endpoint = await answerWith((response) => {
      setTimeout(() => {
        sendJson(response, 200, []);
      }, 20);
    });

    await expect(driver.listContainers(endpoint, 'a=b')).resolves.toEqual([]);

    expect(engine.requests[1]).toMatch(/^GET \/v1\.41\/containers\/json\?/);
  });

  it.each([301, 302, 307, 308])('follows no redirect: an answer of %i is none (T8, T25)', async (status) => {
    const endpoint = await answerWith((response) => {
      response.writeHead(status, { location: '/v1.41/containers/elsewhere/json' }).end();
    });

    await expect(driver.findContainer(endpoint, 'some-name')).rejects.toThrow(EngineAnswerError);

    expect(engine.requests.filter((line) => line.includes('elsewhere'))).toEqual([]);
    expect(engine.requests).toHaveLength(2);
  });

  it('negotiates once, however many calls wait for it', async () => {
    const endpoint = await answerWith((response) => {
      sendJson(response, 404, { message: 'No such container' });
    });

    await Promise.all([1, 2, 3].map(() => driver.findContainer(endpoint, 'some-name')));

    expect(engine.requests.filter((request) => request === 'GET /version')).toHaveLength(1);
  });

  it('negotiates anew with an engine that was exchanged', async () => {
    let apiVersion = '1.44';
    const endpoint = await answerWith(
      (response, request) => {
        if (request.url?.startsWith(`/v${apiVersion}/`) === true) sendJson(response, 404, { message: 'No such thing' });
        else
          sendJson(response, 400, { message: 'client version 1.44 is too new. Maximum supported API version is 1.41' });
      },
      () => apiVersion,
    );
    await driver.findContainer(endpoint, 'some-name');
    apiVersion = '1.41';

    await expect(driver.findContainer(endpoint, 'some-name')).rejects.toThrow(EngineBusyError);

    await expect(driver.findContainer(endpoint, 'some-name')).resolves.toBeUndefined();
  });

  it('ends a call whose answer is cut off', async () => {
    const endpoint = await answerWith((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
      response.write('[{"Id":');
      setTimeout(() => response.destroy(), 20);
    });

    await expect(driver.listContainers(endpoint, 'a=b')).rejects.toThrow(HostUnreachableError);
  });

  it('ends a call whose connection is cut before an answer', async () => {
    const endpoint = await answerWith((response) => response.destroy());

    await expect(driver.startContainer(endpoint, ID)).rejects.toThrow(HostUnreachableError);
  });

  it('stops reading an answer without end', async () => {
    const endpoint = await answerWith((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const chunk = Buffer.alloc(256 * 1024, ' ');
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
    });

    await expect(driver.listContainers(endpoint, 'a=b')).rejects.toThrow(/larger than 4 MiB/);
  });

  it.each([
    { title: 'text', body: 'not json' },
    { title: 'null', body: 'null' },
    { title: 'a number', body: '7' },
    { title: 'an object where a list should be', body: '{"a":1}' },
    { title: 'a list of nothing', body: '[null]' },
  ])('takes no $title for a list of containers', async ({ body }) => {
    const endpoint = await answerWith((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(body);
    });

    await expect(driver.listContainers(endpoint, 'a=b')).rejects.toThrow(EngineAnswerError);
  });

  it('takes no container without an id for made', async () => {
    const endpoint = await answerWith((response) => {
      sendJson(response, 201, { Id: '../../x' });
    });
    const spec = { name: 'a', imageRef: 'b', labels: {}, environment: {}, ports: [], volumes: [] };

    const creation = driver.createContainer(endpoint, { ...spec, networkName: 'n', capabilities: [], pidsLimit: 1 });

    await expect(creation).rejects.toThrow(EngineAnswerError);
  });

  it('follows no redirect', async () => {
    const endpoint = await answerWith((response) => {
      response.writeHead(307, { Location: 'http://192.0.2.1/' }).end();
    });

    await expect(driver.findContainer(endpoint, 'some-name')).rejects.toThrow(EngineAnswerError);
  });

  it('takes only the word of an engine for absence', async () => {
    const endpoint = await answerWith((response) => response.writeHead(502).end('<html>Bad gateway</html>'));

    await expect(driver.findContainer(endpoint, 'some-name')).rejects.toThrow(EngineBusyError);
  });

  it('reads of an engine that names nothing which confines its containers', async () => {
    const endpoint = await answerWith((response) => {
      sendJson(response, 200, { ID: 'id', SecurityOptions: null });
    });

    expect(await driver.describeEngine(endpoint)).toMatchObject({ securityOptions: [], isLiveRestoreOn: false });
  });

  it('says when nobody listens, and when the host is no host', async () => {
    const endpoint = await answerWith((response) => response.destroy());
    await engine.close();

    await expect(driver.describeEngine(endpoint)).rejects.toThrow(HostUnreachableError);
    const odd = { kind: 'tcp', host: 'http://x/', port: 1 } as const;
    await expect(driver.describeEngine(odd)).rejects.toThrow(EngineRefusedError);
    const half = { ...endpoint, tls: { version: 1, ca: '', cert: 'x', key: 'y' } } as typeof endpoint;
    await expect(new DockerodeDockerDriver().describeEngine(half)).rejects.toThrow(EngineRefusedError);
  });

  describe('pullImage', () => {
    it.each<[string, string, string]>([
      ['a registry', 'r.test:5000/redis:7', 'r.test:5000'],
      ['Docker Hub', 'redis:7', 'https://index.docker.io/v1/'],
    ])('shows a login to %s, in a header alone', async (_, imageRef, serveraddress) => {
      const headers: unknown[] = [];
      const endpoint = await answerWith((response, request) => {
        headers.push(request.headers['x-registry-auth']);
        sendJson(response, 200, { status: 'done' });
      });
      const options = { onProgress: () => undefined, timeoutMs: 5_000 };

      await driver.pullImage(endpoint, imageRef, { ...options, login: { userName: 'user', password: 'sécret>>?' } });
      await driver.pullImage(endpoint, imageRef, options);

      const [shown, none] = headers;
      const login: unknown = JSON.parse(Buffer.from(String(shown), 'base64url').toString('utf8'));
      expect(login).toEqual({ username: 'user', password: 'sécret>>?', serveraddress });
      expect(none).toBeUndefined();
      expect(engine.requests.join()).not.toMatch(/authconfig|password|cret/);
    });

    const pull = async (lines: readonly unknown[], seen: number[] = []): Promise<void> => {
      const endpoint = await answerWith((response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\r\n`)).join(''));
      });
      await driver.pullImage(endpoint, 'r.test/redis:7', { onProgress: (one) => seen.push(one), timeoutMs: 5000 });
    };
    const loading = (current: number): unknown => {
      return { status: 'Downloading', id: 'a', progressDetail: { current, total: 100 } };
    };

    it('tells each percentage once', async () => {
      const seen: number[] = [];

      await pull([{ status: 'Pulling' }, loading(10), loading(10), loading(60), loading(100)], seen);

      expect(seen).toEqual([10, 60, 100]);
      expect(engine.requests[1]).toBe('POST /v1.41/images/create?fromImage=r.test%2Fredis&tag=7');
    });

    it.each([
      { title: 'an error in the stream', lines: [loading(10), { error: 'denied' }], Expected: ImageUnavailableError },
      { title: 'a full disk', lines: [{ error: 'write x: no space left on device' }], Expected: HostFullError },
      { title: 'a line that is no JSON', lines: ['<html>\n'], Expected: ImageUnavailableError },
      { title: 'a line without end', lines: ['x'.repeat(200_000)], Expected: ImageUnavailableError },
    ])('ends with $title', async ({ lines, Expected }) => {
      await expect(pull(lines)).rejects.toThrow(Expected);
    });

    it('ends in time', async () => {
      const endpoint = await answerWith((response) => {
        response.writeHead(200).write('{"status":"Waiting"}\n');
      });
      const options = { onProgress: () => undefined, timeoutMs: 100 };

      await expect(driver.pullImage(endpoint, 'redis', options)).rejects.toThrow(ImageUnavailableError);
    });
  });
});
