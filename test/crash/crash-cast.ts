import type { ClusterDatabase } from '../support/cluster/cluster-database.js';
import type { ClusterHost } from '../support/cluster/cluster-host.types.js';
import type { OsbClient } from '../support/osb-client.js';
import type { HttpAnswer } from '../support/send-request.js';

export interface CrashCast {
  /** Of the broker that is going to die. */
  readonly doomed: OsbClient;
  readonly steady: OsbClient;
  readonly host: ClusterHost;
  readonly database: ClusterDatabase;
  readonly instanceId: string;
}

/** What happens to one instance while a broker dies. Throws at whatever is lost, leaked or doubled. */
export interface Life {
  live(): Promise<void>;
}

export type Request = (client: OsbClient) => Promise<HttpAnswer>;

/** Asks the broker that is going to die, and from its death on the other one. */
export class Asker {
  #hasDied = false;

  constructor(private readonly cast: Pick<CrashCast, 'doomed' | 'steady'>) {}

  /** `undefined`: the broker died over it. */
  async ask(request: Request): Promise<HttpAnswer | undefined> {
    if (this.#hasDied) return request(this.cast.steady);
    try {
      return await request(this.cast.doomed);
    } catch {
      this.#hasDied = true;
      return undefined;
    }
  }
}

export function expectStatus({ status, body }: HttpAnswer, wanted: readonly number[]): void {
  if (!wanted.includes(status)) throw new Error(`${status} ${JSON.stringify(body)} in place of ${wanted.join(' or ')}`);
}

/** Nothing is left of an instance that was deleted, and it never had more at once than it may. */
export async function expectGone(
  { steady, host, instanceId }: CrashCast,
  most: { readonly containers: number },
): Promise<void> {
  expectStatus(await steady.findInstance(instanceId), [404]);
  const left = [...(await host.containers()), ...(await host.volumes())].filter((one) => one.instanceId === instanceId);
  if (left.length > 0) throw new Error(`deleted, and left is ${JSON.stringify(left)}`);
  const was = host.mostAtOnce(instanceId);
  if (was !== undefined && (was.containers > most.containers || was.running > 1 || was.scripts > 1))
    throw new Error(`at once there were ${JSON.stringify(was)}`);
}
