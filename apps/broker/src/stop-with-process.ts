import type { INestApplicationContext, Logger } from '@nestjs/common';

const STOP_WITHIN_MS = 10_000;

type StoppableApp = Pick<INestApplicationContext, 'close'>;
/** As much of `process` as is needed. */
interface ProcessToStop {
  on(event: 'SIGINT' | 'SIGTERM' | 'uncaughtException', listener: (cause: unknown) => void): unknown;
  exit(status: number): unknown;
}

/**
 * Requests that wait are answered and leases given back, when the process is told to stop and when something was thrown
 * that nobody caught (row 11): who knows what it left behind, and the database knows all that is to be done.
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
  const limit = setTimeout(exit, STOP_WITHIN_MS);
  try {
    await app.close();
    log.log({ message: 'stopped' });
  } catch (error) {
    log.error({ message: 'the broker could not stop in order', error });
  }
  clearTimeout(limit);
  exit();
}
