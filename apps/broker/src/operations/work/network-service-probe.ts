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
      const settle = (isTaken: boolean): void => {
        socket.destroy();
        resolve(isTaken);
      };
      socket.once('connect', () => socket.setTimeout(KEPT_MS));
      socket.once('timeout', () => {
        settle(!socket.connecting);
      });
      socket.once('data', () => {
        settle(true);
      });
      socket.once('end', () => {
        settle(false);
      });
      socket.on('error', () => {
        settle(false);
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
