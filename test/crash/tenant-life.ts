import { credentialsOf, stateOf } from '../support/osb-client.js';
import type { HttpAnswer } from '../support/send-request.js';
import { Asker, type CrashCast, expectGone, expectStatus, type Life, type Request } from './crash-cast.js';

const SERVICE = 'shared';

/**
 * An instance that shares its container with a neighbour, from order to end; a broker dies on the way. The container and
 * the neighbour's login outlive it, and nothing of it is left in there.
 */
export class TenantLife implements Life {
  readonly #asker: Asker;
  readonly #neighbour: string;

  constructor(private readonly cast: CrashCast) {
    this.#asker = new Asker(cast);
    this.#neighbour = `${cast.instanceId}-n`;
  }

  async live(): Promise<void> {
    const { steady, instanceId } = this.cast;
    expectStatus(await steady.provision(this.#neighbour, SERVICE), [201]);
    expectStatus(await steady.bind(this.#neighbour, `${this.#neighbour}-b`, SERVICE), [201]);
    await this.#create(
      (client) => client.provision(instanceId, SERVICE),
      () => steady.endOfOperation(instanceId),
    );
    await this.#create(
      (client) => client.bind(instanceId, `${instanceId}-b`, SERVICE),
      () => steady.endOfOperation(instanceId, `${instanceId}-b`),
    );
    await this.#expectLogins(1);
    await this.#expectNeighbour();
    await this.#leave();
    await this.#expectLogins(0);
    await expectGone(this.cast, { containers: 0 });
    await this.#expectNeighbour();
    expectStatus(await steady.deprovision(this.#neighbour, SERVICE), [200]);
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

  /** With its login, which nobody has revoked. */
  async #leave(): Promise<void> {
    const { steady, instanceId } = this.cast;
    const answer = await this.#asker.ask((client) => client.deprovision(instanceId, SERVICE));
    if (answer !== undefined) {
      expectStatus(answer, [200]);
      return;
    }
    await steady.endOfOperation(instanceId);
    expectStatus(await steady.deprovision(instanceId, SERVICE), [200, 410]);
  }

  async #expectLogins(count: number): Promise<void> {
    const logins = await this.cast.host.logins(this.cast.instanceId);
    if (logins.length !== count) throw new Error(`${count} wanted, and the logins ${logins.join(', ')}`);
  }

  async #expectNeighbour(): Promise<void> {
    const { steady, host } = this.cast;
    const credentials = credentialsOf(await steady.findBinding(this.#neighbour, `${this.#neighbour}-b`));
    if (!(await host.accepts(this.#neighbour, credentials))) throw new Error("the neighbour's login does not work");
    const shared = (await host.containers()).filter(({ instanceId }) =>
      instanceId?.startsWith('docker-broker-shared-'),
    );
    if (shared.length !== 1 || shared[0]?.isRunning !== true)
      throw new Error(`one shared container wanted, and there are ${JSON.stringify(shared)}`);
    const was = host.mostAtOnce(shared[0].instanceId ?? '');
    if (was !== undefined && was.scripts > 1) throw new Error(`at once there were ${JSON.stringify(was)}`);
  }
}
