import { get } from 'node:http';
import { connect, isIP } from 'node:net';
import { type AdmitsAddress, openLookup } from '#docker-driver';
import { type ServiceAddress, ServiceProbe } from '../service-probe.port.js';

const CONNECT_MS = 5_000;
const ANSWER_MS = 5_000;
/** Docker's own proxy takes any connection, and drops it when nobody listens behind. */
const KEPT_MS = 250;

/** Goes nowhere but where hosts may be: a name that was good when its agent told it may lead elsewhere by now (T8). */
export class NetworkServiceProbe extends ServiceProbe {
  constructor(private readonly admits: AdmitsAddress) {
    super();
  }

  override accepts({ host, port }: ServiceAddress): Promise<boolean> {
    if (this.isForbidden(host)) return Promise.resolve(false);
    return new Promise((resolve) => {
      const socket = connect({ host, port, timeout: CONNECT_MS, lookup: openLookup(this.admits) });
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
    if (this.isForbidden(host)) return Promise.resolve(undefined);
    const [lookup, signal] = [openLookup(this.admits), AbortSignal.timeout(ANSWER_MS)];
    return new Promise((resolve) => {
      const request = get({ host, port, path, agent: false, lookup, signal });
      request.once('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', () => {
        resolve(undefined);
      });
    });
  }
  /** What is an address already is not looked up. */
  private isForbidden(host: string): boolean {
    return isIP(host) !== 0 && !this.admits(host, host);
  }
}
