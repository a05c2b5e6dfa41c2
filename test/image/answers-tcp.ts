import { connect } from 'node:net';

const STAYS_OPEN_MS = 500;

/**
 * Whether a server is behind a published port. Docker's proxy takes every connection and closes those for which it finds
 * nobody: only one that stays open, or brings a word, has reached the service.
 */
export function answersTcp(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () =>
      socket.setTimeout(STAYS_OPEN_MS, () => {
        end(true);
      }),
    );
    socket.once('data', () => {
      end(true);
    });
    for (const event of ['end', 'error', 'close'])
      socket.once(event, () => {
        end(false);
      });
  });
}
