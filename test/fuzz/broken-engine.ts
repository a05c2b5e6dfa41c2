import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { DockerEndpoint } from '#docker-driver';
import type { Dice } from './dice.js';
import { makeEngineAnswer } from './engine-answers.js';

const CHUNK = Buffer.alloc(64 * 1_024, ' ');

/** Listens as an engine does, and answers by the dice. */
export class BrokenEngine {
  /** What was asked, for whoever looks for the reason of a finding. */
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly dice: Dice) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('data', (chunk) => {
        this.hear(socket, chunk.toString('latin1'));
      });
    });
  }

  static async open(dice: Dice): Promise<BrokenEngine> {
    const engine = new BrokenEngine(dice);
    await new Promise<void>((resolve) => engine.server.listen(0, '127.0.0.1', resolve));
    return engine;
  }

  get endpoint(): DockerEndpoint {
    return { kind: 'tcp', host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private hear(socket: Socket, text: string): void {
    const [, line] = /^((?:GET|HEAD|POST|PUT|DELETE) \S+) HTTP\/1\.1\r\n/.exec(text) ?? [];
    if (line === undefined) return;
    this.asked.push(line);
    const { bytes, then } = makeEngineAnswer(line, this.dice);
    socket.write(bytes);
    if (then === 'close') socket.end();
    if (then === 'reset') socket.resetAndDestroy();
    if (then === 'never end') pour(socket);
  }
}

function pour(socket: Socket): void {
  const write = (): void => {
    if (!socket.destroyed && socket.write(CHUNK)) setImmediate(write);
  };
  socket.on('drain', write);
  write();
}
