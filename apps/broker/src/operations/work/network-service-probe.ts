import { get } from 'node:http';
import { connect } from 'node:net';
import { Injectable } from '@nestjs/common';
import { type ServiceAddress, ServiceProbe } from '../service-probe.port.js';

const CONNECT_MS = 5_000;
const ANSWER_MS = 5_000;
/** Docker's own proxy takes any connection, and drops it when nobody listens behind. */
const KEPT_MS = 250;

@Injectable()
export class NetworkServiceProbe extends ServiceProbe {
  override accepts({ host, port }: ServiceAddress): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host, port, timeout: CONNECT_MS });
      const settle = (isOpen: boolean): void => {
        socket.destroy();
        resolve(isOpen);
      };
      socket.once('connect', () => {
        socket.setTimeout(KEPT_MS, () => {
          settle(true);
        });
      });
      for (const [event, isOpen] of [
        ['data', true],
        ['end', false],
        ['timeout', false],
        ['error', false],
      ] as const)
        socket.on(event, () => {
          settle(isOpen);
        });
    });
  }

  override get({ host, port }: ServiceAddress, path: string): Promise<number | undefined> {
    return new Promise((resolve) => {
      const request = get({ host, port, path, agent: false, signal: AbortSignal.timeout(ANSWER_MS) });
      request.once('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', () => {
        resolve(undefined);
      });
    });
  }
}
