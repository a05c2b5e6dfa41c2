import { isDeepStrictEqual } from 'node:util';
import type { HostContainer } from '../support/cluster/cluster-host.types.js';
import { MEMORY_OF_PLAN } from '../support/cluster/write-config.js';
import { type Credentials, credentialsOf, stateOf } from '../support/osb-client.js';
import { pollUntil } from '../support/poll-until.js';
import { Asker, type CrashCast, expectGone, expectStatus, type Life } from './crash-cast.js';

/** What an instance is, as GET says it. */
interface Shape {
  readonly plan_id: string;
  readonly parameters: object;
}

/** What no update may change. */
interface Lasting {
  readonly ports: readonly number[];
  readonly volumes: readonly string[];
  readonly credentials: Credentials;
}

const SERVICE = 'redis';
const FIRST: Shape = { plan_id: 'redis_100', parameters: { size: 1 } };
/** So long the script of the last update runs: the deletion comes while it does. */
const TAKE_MS = 300;

/**
 * An instance with a binding is updated in place, then by replacing its container, then in vain, and is deleted over its
 * last update; a broker dies on the way. After each step it is wholly what it was, or what it was to become.
 */
export class UpdateLife implements Life {
  readonly #asker: Asker;
  #shape = FIRST;

  constructor(private readonly cast: CrashCast) {
    this.#asker = new Asker(cast);
  }

  async live(): Promise<void> {
    const lasting = await this.#begin();
    await this.#become({ plan_id: 'redis_200', parameters: FIRST.parameters }, lasting);
    await this.#become({ plan_id: 'redis_300', parameters: { size: 3 } }, lasting);
    await this.#refuse({ plan_id: 'redis_100', parameters: { size: 4, refuse: true } }, lasting);
    await this.#endOverUpdate({ plan_id: 'redis_100', parameters: { size: 5, take: TAKE_MS } });
  }

  async #begin(): Promise<Lasting> {
    const { steady, instanceId } = this.cast;
    expectStatus(await steady.provision(instanceId, SERVICE, FIRST.parameters), [201]);
    const credentials = credentialsOf(await steady.bind(instanceId, `${instanceId}-b`, SERVICE));
    const [container] = await this.#containers();
    const lasting = { ports: container?.hostPorts ?? [], volumes: await this.#volumes(), credentials };
    await this.#check(FIRST, lasting);
    return lasting;
  }

  /** What was stored ends well, whoever dies; what was not is asked for again. */
  async #become(shape: Shape, lasting: Lasting): Promise<void> {
    const { steady } = this.cast;
    const answer = await this.#asker.ask((client) => this.#patch(client, shape));
    if (answer !== undefined) expectStatus(answer, [200]);
    else await this.#checkEnd([this.#shape, shape], 'succeeded', lasting);
    expectStatus(await this.#patch(steady, shape), [200]);
    await this.#check(shape, lasting);
    this.#shape = shape;
  }

  /** It fails for whoever asks, as often as he asks. */
  async #refuse(shape: Shape, lasting: Lasting): Promise<void> {
    const answer = await this.#asker.ask((client) => this.#patch(client, shape));
    if (answer !== undefined) expectStatus(answer, [500]);
    await this.#rest();
    await this.#check(this.#shape, lasting);
    if (answer !== undefined) return;
    expectStatus(await this.#patch(this.cast.steady, shape), [500]);
    await this.#rest();
    await this.#check(this.#shape, lasting);
  }

  async #endOverUpdate(shape: Shape): Promise<void> {
    const { steady, instanceId } = this.cast;
    let isAnswered = false;
    const update = this.#asker
      .ask((client) => this.#patch(client, shape))
      .finally(() => {
        isAnswered = true;
      });
    await pollUntil('the new container', async () => isAnswered || (await this.#containers()).length > 1);
    const answer = await this.#asker.ask((client) => client.deprovision(instanceId, SERVICE));
    await update;
    if (answer === undefined) await steady.endOfOperation(instanceId);
    else expectStatus(answer, [200]);
    expectStatus(await steady.deprovision(instanceId, SERVICE), [200, 410]);
    await expectGone(this.cast, { containers: 2 });
    if ((await this.#claims()).length > 0) throw new Error('deleted, and its ports are not free');
  }

  /** The end of what the broker died over, if that was stored. */
  async #checkEnd(shapes: readonly Shape[], state: string, lasting: Lasting): Promise<void> {
    const end = await this.cast.steady.endOfOperation(this.cast.instanceId);
    if (stateOf(end) !== state) throw new Error(`the update ended with ${JSON.stringify(end.body)}`);
    await this.#rest();
    const { body } = await this.cast.steady.findInstance(this.cast.instanceId);
    const shape = shapes.find(({ plan_id }) => plan_id === (body as Shape).plan_id);
    await this.#check(shape ?? this.#shape, lasting);
  }

  /** What is told, what is stored and what runs. */
  async #check({ plan_id, parameters }: Shape, { ports, volumes, credentials }: Lasting): Promise<void> {
    const { steady, host, instanceId } = this.cast;
    const { body } = await steady.findInstance(instanceId);
    const binding = credentialsOf(await steady.findBinding(instanceId, `${instanceId}-b`));
    const containers = (await this.#containers()).map(({ isRunning, comesBack, hostPorts, memoryBytes }) => ({
      ...{ isRunning, comesBack, hostPorts, memoryBytes },
    }));
    const memoryBytes = MEMORY_OF_PLAN[plan_id];
    expectSame('what is told', { ...(body as Shape) }, { ...(body as Shape), plan_id, parameters });
    expectSame('containers', containers, [{ isRunning: true, comesBack: true, hostPorts: ports, memoryBytes }]);
    expectSame('volumes', await this.#volumes(), volumes);
    expectSame('claims', await this.#claims(), ports);
    expectSame('credentials', binding, credentials);
    if (!(await host.accepts(instanceId, credentials))) throw new Error('the credentials work no longer');
  }

  /** Nothing is under way any more: that an update failed is told before it is undone. */
  #rest(): Promise<unknown> {
    return pollUntil('the instance to rest', async () => (await this.#underWay()) === 0);
  }

  #patch(client: CrashCast['steady'], { plan_id, parameters }: Shape): ReturnType<CrashCast['steady']['update']> {
    return client.update(this.cast.instanceId, SERVICE, { plan_id, parameters });
  }

  async #containers(): Promise<readonly HostContainer[]> {
    return (await this.cast.host.containers()).filter((one) => one.instanceId === this.cast.instanceId);
  }

  async #volumes(): Promise<readonly string[]> {
    const own = (await this.cast.host.volumes()).filter((one) => one.instanceId === this.cast.instanceId);
    return own.map(({ name }) => name).sort();
  }

  async #claims(): Promise<readonly number[]> {
    const where = `instance_id = '${this.cast.instanceId}'`;
    const rows = await this.cast.database.read<{ host_port: number }>(
      `SELECT host_port FROM port_claim WHERE ${where} ORDER BY host_port`,
    );
    return rows.map((row) => row.host_port);
  }

  async #underWay(): Promise<number> {
    const where = `instance_id = '${this.cast.instanceId}' AND live_key IS NOT NULL`;
    return (await this.cast.database.read(`SELECT id FROM operation WHERE ${where}`)).length;
  }
}

function expectSame(what: string, seen: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(seen, wanted))
    throw new Error(`${what}: ${JSON.stringify(seen)} in place of ${JSON.stringify(wanted)}`);
}
