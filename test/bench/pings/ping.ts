import { Agent, request } from 'node:http';
import { HEADERS } from '../processes.mjs';

const AT_ONCE = 64;
const OF_A_NETWORK = 250;
const GIGABYTE = 2 ** 30;
const PORTS = { Portbind_min: 20_000, Portbind_max: 29_999 };
const HOST = { ServiceHost: '192.0.2.1', DockerPort: 2376, IsActive: true, PerfFactor: 1, ...PORTS };
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

export interface Beat {
  readonly port: number;
  /** A host's number. */
  readonly number: number;
  readonly keepAliveSeconds: number;
}

/** One ping, with all that today's agents measure. */
export function ping({ port, number, keepAliveSeconds }: Beat): Promise<void> {
  const body = JSON.stringify({ ...HOST, DockerHost: toAddress(number), KeepAlive: keepAliveSeconds, ...measure() });
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/ping', method: 'POST', headers: HEADERS, agent };
    const asked = request(options, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`a ping was answered with ${String(response.statusCode)}`));
      });
    });
    asked.on('error', reject).end(body);
  });
}

/** Names would measure the machine's resolver, which is asked for each once in a while. */
export function toAddress(number: number): string {
  return `10.0.${Math.floor(number / OF_A_NETWORK)}.${(number % OF_A_NETWORK) + 1}`;
}

/** Another value each time: a database leaves out a write that changes nothing. */
function measure(): object {
  const [loadAverage, free] = [Math.random(), Math.floor(Math.random() * GIGABYTE)];
  const disk = { FreeDiskBytes: 20 * GIGABYTE + free, TotalDiskBytes: 40 * GIGABYTE };
  const memory = { FreeMemoryBytes: GIGABYTE + free, TotalMemoryBytes: 8 * GIGABYTE };
  return { Cpus: 4, LoadAverage: loadAverage, ...memory, ...disk, RunningContainers: 10, AgentVersion: '1.0.0' };
}
