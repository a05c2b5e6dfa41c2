import type { ClusterHost } from '../../support/cluster/cluster-host.types.js';
import type { HttpAnswer } from '../../support/send-request.js';
import type { Findings } from '../findings.js';
import type { Platform } from './platform.js';
import type { Order, Resource } from './resource.js';
import type { ResourceLife } from './resource-life.js';

const PLANS = ['redis_100', 'redis_200', 'redis_300'];

type End = 'succeeded' | 'failed' | 'unknown';
/** What a platform does that does not know what became of its PATCH. */
type Mitigation = 'repeat' | 'leave' | 'delete';

export interface UpdateLimits {
  /** Whoever binds meanwhile has to know the plan, and the instance must stay. */
  readonly isGentle: boolean;
}

interface World {
  readonly platform: Platform;
  readonly host: Pick<ClusterHost, 'takesParameters'>;
  readonly findings: Findings;
}

/** Changes plan and parameters of an instance as Cloud Foundry does, and as it does when it does not get an answer. */
export class InstanceUpdate {
  constructor(
    private readonly world: World,
    private readonly life: ResourceLife,
  ) {}

  /** `delete`: the platform wants to be rid of the instance. One whose outcome was unknown is tried again first. */
  async change(instance: Resource, limits: UpdateLimits): Promise<'done' | 'delete'> {
    const { platform } = this.world;
    const wanted = instance.maybe ?? this.#choose(instance, limits);
    let timeoutMs = platform.chance(0.25) ? platform.random.within([15, 1_200]) : undefined;
    instance.maybe = wanted;
    for (const again of this.life.tries(instance, 'PATCH')) {
      await again;
      const answer = await this.#patch(instance, wanted, timeoutMs);
      timeoutMs = undefined;
      if (answer?.status === 422 && !isNever(answer)) continue;
      const end = await this.#endOf(instance, answer);
      const next = end === 'unknown' ? this.#mitigate(limits) : this.#take(instance, wanted, end);
      if (next !== 'repeat') return next === 'delete' ? 'delete' : 'done';
    }
    return 'done';
  }

  /** One in six is such that no service agrees to it. */
  #choose({ order, isTenant }: Resource, { isGentle }: UpdateLimits): Order {
    const { platform, host } = this.world;
    const { random } = platform;
    const changed = { ...order.parameters, step: Math.floor(random.within([0, 1_000_000])) };
    if (random.next() < 1 / 6) return { ...order, parameters: { ...changed, refuse: true } };
    const parameters = host.takesParameters ? changed : order.parameters;
    const plans = isGentle || isTenant ? [order.plan_id] : PLANS;
    return { ...order, parameters, plan_id: random.pick(plans) ?? order.plan_id };
  }

  #patch(
    instance: Resource,
    { service_id, plan_id, parameters }: Order,
    timeoutMs: number | undefined,
  ): Promise<HttpAnswer | undefined> {
    const query = this.world.platform.chance(0.85) ? '?accepts_incomplete=true' : '';
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    return this.world.platform.ask('PATCH', instance, { query, body: { service_id, plan_id, parameters }, ...limit });
  }

  async #endOf(instance: Resource, answer: HttpAnswer | undefined): Promise<End> {
    if (answer === undefined || answer.status >= 500) return 'unknown';
    if (answer.status === 200) return 'succeeded';
    if (isNever(answer)) return 'failed';
    if (answer.status === 202) {
      const end = await this.life.poll(instance, answer, 0.1);
      return end === 'succeeded' || end === 'failed' ? end : 'unknown';
    }
    this.world.findings.add(instance.id, `PATCH was refused with ${answer.status} ${JSON.stringify(answer.body)}`);
    return 'failed';
  }

  #mitigate({ isGentle }: UpdateLimits): Mitigation {
    const next = this.world.platform.random.pick<Mitigation>(['repeat', 'repeat', 'repeat', 'leave', 'delete']);
    return next === undefined || (next === 'delete' && isGentle) ? 'leave' : next;
  }

  #take(instance: Resource, wanted: Order, end: 'succeeded' | 'failed'): 'leave' {
    this.world.platform.tally.count(`updates: ${end}`);
    if (end === 'succeeded' && 'refuse' in wanted.parameters)
      this.world.findings.add(instance.id, 'an update succeeded that its script refused');
    if (end === 'succeeded') instance.become(wanted);
    instance.maybe = undefined;
    return 'leave';
  }
}

/** The same update will never work (ERR-05), unlike one that only has to wait for another. */
function isNever({ status, body }: HttpAnswer): boolean {
  return status === 422 && (body as { update_repeatable?: boolean } | undefined)?.update_repeatable === false;
}
