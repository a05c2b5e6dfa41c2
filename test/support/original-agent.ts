import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

const END = '\r\n';

interface OriginalPing {
  readonly serviceHost: string;
  readonly dockerHost: string;
  readonly dockerPort: number;
  readonly keepAlive: number;
  readonly portMin: number;
  readonly portMax: number;
}

interface PemFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** What the agent of 2014 sends, byte for byte as measured, over the one connection that it keeps. */
export class OriginalAgent {
  #received = '';

  private constructor(
    private readonly socket: Socket,
    private readonly brokerPort: number,
  ) {
    socket.setEncoding('utf8').on('data', (text: string) => (this.#received += text));
  }

  static async connect(brokerPort: number): Promise<OriginalAgent> {
    const socket = connect(brokerPort, '127.0.0.1');
    await once(socket, 'connect');
    return new OriginalAgent(socket, brokerPort);
  }

  /** The status of the answer. */
  ping(host: OriginalPing): Promise<number> {
    return this.#send(writeRequest('POST /ping', this.brokerPort, writePingBody(host)));
  }

  uploadCertificates(dockerHost: string, files: PemFiles): Promise<number> {
    const [cert, key, ca] = [files.cert, files.key, files.ca].map((pem) => Buffer.from(pem).toString('base64'));
    const body = `{"Host":"${dockerHost}","ClientCert":"${cert ?? ''}","ClientKey":"${key ?? ''}","CA":"${ca ?? ''}"}`;
    return this.#send(writeRequest(`PUT /certificate/${dockerHost}`, this.brokerPort, body));
  }

  close(): void {
    this.socket.destroy();
  }

  async #send(request: string): Promise<number> {
    this.#received = '';
    this.socket.write(request);
    for (;;) {
      const answer = /^HTTP\/1\.1 (\d{3}) [^]*?\r\n\r\n/.exec(this.#received);
      if (answer !== null) return Number(answer[1]);
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close').then(refuse)]);
    }
  }
}

export function writePingBody(host: OriginalPing): string {
  return (
    `{"ServiceHost":"${host.serviceHost}","DockerHost":"${host.dockerHost}","DockerPort":${host.dockerPort},` +
    `"StartedAt":"0001-01-01T00:00:00Z","IsActive":true,"PerfFactor":1.22,"ExecCommand":"DockerCommandExec",` +
    `"ExecArgs":"ssh,user@127.0.0.1,sudo","KeepAlive":${host.keepAlive},` +
    `"Portbind_min":${host.portMin},"Portbind_max":${host.portMax}}`
  );
}

/** No Content-Type, no line after the body. */
export function writeRequest(line: string, brokerPort: number, body: string): string {
  const head = [
    `${line} HTTP/1.1`,
    `Host: 127.0.0.1:${brokerPort}`,
    'User-Agent: Go-http-client/1.1',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Authorization: Basic YWRtaW46YWRtaW4=',
    'X-Broker-Api-Version: 1.1',
    'Accept-Encoding: gzip',
  ];
  return `${head.join(END)}${END}${END}${body}`;
}

function refuse(): never {
  throw new Error('The broker closed the connection.');
}
