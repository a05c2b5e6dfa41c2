import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf, exportNewImage, type ExportedImage, MANIFEST_TYPE } from './exported-image.js';

const PATH = /^\/v2\/[\w/.-]+\/(manifests|blobs)\/([\w.:-]+)$/;

/** Of a config, which engines want to have as a whole before they tell of anything. */
const SMALL = 65_536;

interface Login {
  readonly username: string;
  readonly password: string;
}

/** A registry to pull one image from, by whatever name and tag, for those who have its login. Engines need no TLS on loopback. */
export class PrivateRegistry {
  /** The manifests that somebody with the login has asked for, by path; the newest last. */
  readonly asked: string[] = [];
  #gate = Promise.resolve();
  #open = (): void => undefined;

  private constructor(
    private readonly server: Server,
    private readonly image: ExportedImage,
    private readonly login: Login,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async start(imageRef: string, login: Login): Promise<PrivateRegistry> {
    const registry = new PrivateRegistry(createServer(), exportNewImage(imageRef), login);
    registry.server.listen(0, '127.0.0.1');
    await once(registry.server, 'listening');
    return registry;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get digest(): string {
    return digestOf(this.image.manifest);
  }

  /** From now on only half of a layer is sent, until `release`. */
  hold(): void {
    this.#gate = new Promise((open) => (this.#open = open));
  }

  release(): void {
    this.#open();
  }

  async stop(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer({ url = '', method, headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (headers.authorization !== toBasic(this.login)) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="private"' }).end();
      return;
    }
    const [, kind, reference = ''] = PATH.exec(url) ?? [];
    if (url === '/v2/') response.writeHead(200).end('{}');
    else if (kind === 'manifests') this.answerManifest(url, method, response);
    else await this.sendBlob(reference, response);
  }

  private answerManifest(url: string, method: string | undefined, response: ServerResponse): void {
    this.asked.push(url);
    const { manifest } = this.image;
    response.writeHead(200, {
      'Content-Type': MANIFEST_TYPE,
      'Content-Length': manifest.length,
      'Docker-Content-Digest': this.digest,
    });
    response.end(method === 'HEAD' ? undefined : manifest);
  }

  private async sendBlob(digest: string, response: ServerResponse): Promise<void> {
    const blob = this.image.blobs.get(digest);
    if (blob === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Length': blob.length });
    const half = Math.floor(blob.length / 2);
    response.write(blob.subarray(0, half));
    if (blob.length > SMALL) await this.#gate;
    response.end(blob.subarray(half));
  }
}

function toBasic({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
