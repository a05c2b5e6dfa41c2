import type { HttpAnswer } from '../support/send-request.js';
import type { ClusterHost } from '../support/cluster/cluster-host.types.js';
import { credentialsOf, type OsbClient, stateOf } from '../support/osb-client.js';

const SERVICE = 'redis';

export interface CrashCast {
  /** Of the broker that is going to die. */
  readonly doomed: OsbClient;
  readonly steady: OsbClient;
  readonly host: ClusterHost;
  readonly instanceId: string;
}

/**
 * One instance and one binding from order to end, asked of a broker that dies somewhere on the way; from there on of the
 * other one, which must have taken up what the first has left. Throws at whatever is lost, leaked or doubled.
 */
export class CrashLife {
  #hasDied = false;

  constructor(private readonly cast: CrashCast) {}

  async live(): Promise<void> {
    await this.#provision();
    await this.#bind();
    await this.#unbind();
    await this.#deprovision();
  }

  async #provision(): Promise<void> {
    const { steady, instanceId } = this.cast;
    await this.#create(
      (client) => client.provision(instanceId, SERVICE),
      () => steady.endOfOperation(instanceId),
    );
    const containers = await this.#containers();
    if (containers.length !== 1 || containers[0]?.isRunning !== true)
      throw new Error(`ready, but its containers are ${JSON.stringify(containers)}`);
    expectStatus(await steady.findInstance(instanceId), [200]);
  }

  async #bind(): Promise<void> {
    const { steady, host, instanceId } = this.cast;
    await this.#create(
      (client) => client.bind(instanceId, this.#bindingId, SERVICE),
      () => steady.endOfOperation(instanceId, this.#bindingId),
    );
    const credentials = credentialsOf(await steady.findBinding(instanceId, this.#bindingId));
    if (!(await host.accepts(instanceId, credentials))) throw new Error('the credentials do not work');
    const logins = await host.logins(instanceId);
    if (logins.length !== 1) throw new Error(`one binding, and the logins ${logins.join(', ')}`);
  }

  async #unbind(): Promise<void> {
    const { steady, host, instanceId } = this.cast;
    await this.#delete(
      (client) => client.unbind(instanceId, this.#bindingId, SERVICE),
      () => steady.endOfOperation(instanceId, this.#bindingId),
    );
    expectStatus(await steady.findBinding(instanceId, this.#bindingId), [404]);
    const logins = await host.logins(instanceId);
    if (logins.length > 0) throw new Error(`unbound, and the logins ${logins.join(', ')}`);
  }

  async #deprovision(): Promise<void> {
    const { steady, host, instanceId } = this.cast;
    await this.#delete(
      (client) => client.deprovision(instanceId, SERVICE),
      () => steady.endOfOperation(instanceId),
    );
    expectStatus(await steady.findInstance(instanceId), [404]);
    const left = [...(await this.#containers()), ...(await host.volumes()).filter((one) => this.#isOurs(one))];
    if (left.length > 0) throw new Error(`deleted, and left is ${JSON.stringify(left)}`);
    const most = host.mostAtOnce(instanceId, `osb-${instanceId}`);
    if (most !== undefined && (most.containers > 1 || most.scripts > 1))
      throw new Error(`at once there were ${JSON.stringify(most)}`);
  }

  /** A creation that was stored ends well, whoever dies; one that was not is asked for again. */
  async #create(put: (client: OsbClient) => Promise<HttpAnswer>, end: () => Promise<HttpAnswer>): Promise<void> {
    const answer = await this.#ask(put);
    if (answer !== undefined) {
      expectStatus(answer, [201]);
      return;
    }
    const ended = await end();
    if (ended.status === 200 && stateOf(ended) !== 'succeeded')
      throw new Error(`the creation ended with ${JSON.stringify(ended)}`);
    expectStatus(await put(this.cast.steady), stateOf(ended) === 'succeeded' ? [200] : [201]);
  }

  async #delete(ask: (client: OsbClient) => Promise<HttpAnswer>, end: () => Promise<HttpAnswer>): Promise<void> {
    const answer = await this.#ask(ask);
    if (answer !== undefined) {
      expectStatus(answer, [200]);
      return;
    }
    await end();
    expectStatus(await ask(this.cast.steady), [200, 410]);
  }

  /** `undefined`: the broker died over it. */
  async #ask(request: (client: OsbClient) => Promise<HttpAnswer>): Promise<HttpAnswer | undefined> {
    if (this.#hasDied) return request(this.cast.steady);
    try {
      return await request(this.cast.doomed);
    } catch {
      this.#hasDied = true;
      return undefined;
    }
  }

  async #containers(): ReturnType<ClusterHost['containers']> {
    return (await this.cast.host.containers()).filter((one) => this.#isOurs(one));
  }

  #isOurs({ instanceId }: { readonly instanceId: string | undefined }): boolean {
    return instanceId === this.cast.instanceId;
  }

  get #bindingId(): string {
    return `${this.cast.instanceId}-b`;
  }
}

function expectStatus({ status, body }: HttpAnswer, wanted: readonly number[]): void {
  if (!wanted.includes(status)) throw new Error(`${status} ${JSON.stringify(body)} in place of ${wanted.join(' or ')}`);
}
