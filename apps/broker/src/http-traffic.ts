import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** Knows how many requests are being answered, so that a stopping broker cuts none of them off. */
export class HttpTraffic {
  private answering = 0;

  constructor(private readonly server: Server) {
    server.on('request', (_request, response) => {
      this.answering += 1;
      response.once('close', () => {
        this.answering -= 1;
      });
    });
  }

  /** Nobody new gets in. Settles when all who waited are answered; connections that are kept for more are closed. */
  async drain(): Promise<void> {
    this.server.close();
    while (this.answering > 0) {
      await sleep(LOOK_EVERY_MS);
      this.server.closeIdleConnections();
    }
    this.server.closeAllConnections();
  }
}
