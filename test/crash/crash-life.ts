import type { HttpAnswer } from '../support/send-request.js';
import type { ClusterHost } from '../support/cluster/cluster-host.types.js';
import { credentialsOf, stateOf } from '../support/osb-client.js';
import { Asker, type CrashCast, expectGone, expectStatus, type Life, type Request } from './crash-cast.js';

const SERVICE = 'redis';

/**
 * One instance and one binding from order to end, asked of a broker that dies somewhere on the way; from there on of the
 * other one, which must have taken up what the first has left.
 */
export class CrashLife implements Life {
  readonly #asker: Asker;

  constructor(private readonly cast: CrashCast) {
    this.#asker = new Asker(cast);
  }

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
    const { steady, instanceId } = this.cast;
    await this.#delete(
      (client) => client.deprovision(instanceId, SERVICE),
      () => steady.endOfOperation(instanceId),
    );
    await expectGone(this.cast, { containers: 1 });
  }

  /** A creation that was stored ends well, whoever dies; one that was not is asked for again. */
  async #create(put: Request, end: () => Promise<HttpAnswer>): Promise<void> {
    const answer = await this.#asker.ask(put);
    if (answer !== undefined) {
      expectStatus(answer, [201]);
      return;
    }
    const ended = await end();
    if (ended.status === 200 && stateOf(ended) !== 'succeeded')
      throw new Error(`the creation ended with ${JSON.stringify(ended)}`);
    expectStatus(await put(this.cast.steady), stateOf(ended) === 'succeeded' ? [200] : [201]);
  }

  async #delete(ask: Request, end: () => Promise<HttpAnswer>): Promise<void> {
    const answer = await this.#asker.ask(ask);
    if (answer !== undefined) {
      expectStatus(answer, [200]);
      return;
    }
    await end();
    expectStatus(await ask(this.cast.steady), [200, 410]);
  }

  async #containers(): ReturnType<ClusterHost['containers']> {
    return (await this.cast.host.containers()).filter((one) => one.instanceId === this.cast.instanceId);
  }

  get #bindingId(): string {
    return `${this.cast.instanceId}-b`;
  }
}
