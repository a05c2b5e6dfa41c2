import type { Server } from 'node:http';
import type { INestApplication, Logger } from '@nestjs/common';

const STOP_WITHIN_MS = 9_000;

type StoppableApp = Pick<INestApplication<Server>, 'close' | 'getHttpServer'>;
/** As much of `process` as is needed. */
interface ProcessToStop {
  on(event: 'SIGINT' | 'SIGTERM' | 'uncaughtException', listener: (cause: unknown) => void): unknown;
  exit(status: number): unknown;
}

/**
 * Nobody new gets in, requests that wait are answered and leases given back, when the process is told to stop (row 9) and
 * when something was thrown that nobody caught (row 11): who knows what it left behind, and the database knows all that
 * is to be done.
 */
export function stopWithProcess(app: StoppableApp, log: Logger, own: ProcessToStop = process): void {
  let stopped: Promise<void> | undefined;
  // Ctrl-C reaches the process from the terminal and once more from whoever started it: the second one is no hurry.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    own.on(signal, () => {
      stopped ??= stop(app, log, () => own.exit(0));
    });
  own.on('uncaughtException', (error) => {
    log.error({ message: 'the broker failed and stops', error });
    stopped ??= stop(app, log, () => own.exit(1));
  });
}

async function stop(app: StoppableApp, log: Logger, exit: () => unknown): Promise<void> {
  log.log({ message: 'stopping' });
  app.getHttpServer().close();
  const limit = setTimeout(() => {
    log.warn({ message: 'stopped by force: something hangs; another broker goes on' });
    exit();
  }, STOP_WITHIN_MS);
  try {
    await app.close();
    log.log({ message: 'stopped' });
  } catch (error) {
    log.error({ message: 'the broker could not stop in order', error });
  }
  clearTimeout(limit);
  exit();
}
