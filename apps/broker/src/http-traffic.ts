import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** Knows how many requests are being answered, so that a stopping broker cuts none of them off. */
export class HttpTraffic {
  /** By connection, since an answer in the queue of one that was cut is never closed itself. */
  private readonly waiting = new Map<Socket, number>();

  constructor(private readonly server: Server) {
    server.on('request', ({ socket }, response) => {
      if (!this.waiting.has(socket)) socket.once('close', () => this.waiting.delete(socket));
      this.add(socket, 1);
      response.on('close', () => {
        if (this.waiting.has(socket)) this.add(socket, -1);
      });
    });
  }

  /** Nobody new gets in. Settles when all who waited are answered; connections that are kept for more are closed. */
  async drain(): Promise<void> {
    this.server.close();
    while (this.isAnswering()) {
      await sleep(LOOK_EVERY_MS);
      this.server.closeIdleConnections();
    }
    this.server.closeAllConnections();
  }

  private add(socket: Socket, requests: number): void {
    this.waiting.set(socket, (this.waiting.get(socket) ?? 0) + requests);
  }

  private isAnswering(): boolean {
    return [...this.waiting.values()].some((requests) => requests > 0);
  }
}
