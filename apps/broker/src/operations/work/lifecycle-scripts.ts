import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DockerDriver, type ExecOutcome, ExecTimeoutError } from '#docker-driver';
import { type ClaimedOperation, type HostPorts, type Login, OperationStore } from '#persistence';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { ScriptMissingError, WorkBlockedError, WorkFailedError } from '../operations.errors.js';
import { hideSecrets } from '../hide-secrets.types.js';
import { hasOwnContainer, type InstanceSite, type InstanceTask, turnstileOf } from './instance-site.js';

const MAX_OUTPUT_BYTES = 64 * 1024;
const LOOK_EVERY_MS = 100;
/** So long the order to start a script may be on its way after whoever sent it has hung up, or died. */
const STRAY_START_MS = 1_500;
const PROGRAM_MISSING: readonly number[] = [126, 127];

type ScriptName = '/provision' | '/update' | '/bind' | '/unbind' | '/deprovision';

export interface ScriptCall {
  readonly script: ScriptName;
  readonly containerId: string;
  readonly ports: HostPorts;
  readonly arguments?: readonly string[];
  readonly login?: Login;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** With `/update`: the plan that the instance had before. */
  readonly previousPlan?: string;
  /** What else must not be shown of its errors. */
  readonly secrets?: unknown;
  /** An image may do without this script here, whatever its plan says. */
  readonly isOptional?: boolean;
}

/** Runs the scripts that service images bring (docs/image-contract.md): one at a time in a container. */
@Injectable()
export class LifecycleScripts {
  constructor(
    private readonly docker: DockerDriver,
    private readonly store: OperationStore,
    private readonly config: BrokerConfig,
  ) {}

  /**
   * Waits for its turn in the container, then prepares, notes and starts the script. Throws `WorkFailedError` for an
   * exit code other than 0. A script that plans call optional and that is missing has printed nothing.
   */
  run(task: InstanceTask, call: ScriptCall): Promise<ExecOutcome> {
    const inTurn = async (): Promise<ExecOutcome> => {
      await this.waitForEarlierRuns(task);
      const outcome = await this.executeInLivingContainer(task, call);
      await this.giveTurnAway(task, outcome);
      return checkExit(task.site, call, outcome);
    };
    const takeTurn = (): Promise<void> => this.takeTurn(task);
    return task.lease.step(`script ${call.script}`, 'waiting for the service to answer', inTurn, takeTurn);
  }

  /** Who uses a container with others, and whose script has failed is tried again, and keeps the others from nothing meanwhile. */
  private async giveTurnAway({ site, operation: { claim } }: InstanceTask, { exitCode }: ExecOutcome): Promise<void> {
    if (!hasOwnContainer(site) && exitCode !== 0) await this.store.leaveContainer(claim);
  }

  /** Keeps all other scripts out of the container until the operation ends, or is postponed. May be repeated. */
  async takeTurn({ site, operation: { claim }, lease }: InstanceTask): Promise<void> {
    const container = `${site.host.hostId}/${turnstileOf(site)}`;
    const giveUpAt = performance.now() + this.timeoutMs();
    while (!(await this.store.holdContainer(claim, container))) {
      if (lease.signal.aborted || performance.now() > giveUpAt)
        throw new WorkBlockedError('Another operation still runs its script in the container.');
      await sleep(LOOK_EVERY_MS);
    }
  }

  /**
   * A worker that died, a bind that a deletion cut short, or a script that hangs may have left one running: two of them
   * at once must never be (row 43).
   */
  private async waitForEarlierRuns({ site, lease }: InstanceTask): Promise<void> {
    const giveUpAt = performance.now() + this.timeoutMs();
    const strayUntil = performance.now() + STRAY_START_MS;
    for (const execId of await this.store.findDoubtfulExecs(site.home.instanceId)) {
      const { phase } = (await this.docker.findExec(site.endpoint, execId)) ?? {};
      if (phase === 'not-started') await sleepUntil(strayUntil, lease.signal);
      if (phase === undefined || phase === 'ended') continue;
      while ((await this.docker.findExec(site.endpoint, execId))?.phase === 'running') {
        if (lease.signal.aborted || performance.now() > giveUpAt)
          throw new WorkBlockedError('An earlier script in the container has not ended.');
        await sleep(LOOK_EVERY_MS);
      }
    }
  }

  /** A dying container answers like one without the script (126, 127): asked once more, it must have lived through both. */
  private async executeInLivingContainer(task: InstanceTask, call: ScriptCall): Promise<ExecOutcome> {
    const outcome = await this.execute(task, call);
    if (!PROGRAM_MISSING.includes(outcome.exitCode)) return outcome;
    const before = await this.docker.findContainer(task.site.endpoint, call.containerId);
    const again = await this.execute(task, call);
    const after = await this.docker.findContainer(task.site.endpoint, call.containerId);
    if (after?.state === 'running' && after.startedAt === before?.startedAt) return again;
    throw new WorkFailedError('The service ended right after its start.');
  }

  private async execute({ site, operation, lease }: InstanceTask, call: ScriptCall): Promise<ExecOutcome> {
    const { instance, host, endpoint } = site;
    const surroundings = { service: instance.serviceName, plan: instance.planName, host: host.serviceHost };
    const environment = toEnvironment(operation, surroundings, call);
    const command = [call.script, ...(call.arguments ?? [])];
    const execId = await this.docker.createExec(endpoint, call.containerId, { command, environment });
    await lease.note({ execId });
    try {
      return await this.docker.runExec(endpoint, execId, {
        stdin: JSON.stringify(call.parameters),
        timeoutMs: this.timeoutMs(),
        maxOutputBytes: MAX_OUTPUT_BYTES,
        signal: lease.signal,
        isNew: true,
      });
    } catch (error) {
      if (!(error instanceof ExecTimeoutError)) throw error;
      throw new WorkFailedError(`The service's ${call.script} script did not end in time.`, undefined, error);
    }
  }

  private timeoutMs(): number {
    return this.config.operations.scriptTimeoutSeconds * 1_000;
  }
}

/** Without a look at the engine: each look may fail, and then all begins anew. */
function sleepUntil(moment: number, signal: AbortSignal): Promise<void> {
  return sleep(Math.max(0, moment - performance.now()), undefined, { signal }).catch(() => undefined);
}

interface Surroundings {
  readonly service: string;
  readonly plan: string;
  readonly host: string;
}

/** The environment of contract v2; v1 scripts do not look at it. */
export function toEnvironment(
  { instanceId, bindingId }: Pick<ClaimedOperation, 'instanceId' | 'bindingId'>,
  { service, plan, host }: Surroundings,
  { ports, login, previousPlan }: Pick<ScriptCall, 'ports' | 'login' | 'previousPlan'>,
): Record<string, string> {
  return {
    INSTANCE_ID: instanceId,
    ...(bindingId === undefined ? {} : { BINDING_ID: bindingId }),
    SERVICE: service,
    PLAN: plan,
    ...(previousPlan === undefined ? {} : { PREVIOUS_PLAN: previousPlan }),
    HOST: host,
    ...Object.fromEntries(ports.map(({ port, hostPort }) => [`PORT_${port}`, String(hostPort)])),
    ...(login === undefined ? {} : { USERNAME: login.username, PASSWORD: login.password }),
  };
}

function checkExit(
  { definition }: InstanceSite,
  { script, login, parameters, secrets, isOptional }: ScriptCall,
  outcome: ExecOutcome,
): ExecOutcome {
  if (outcome.exitCode === 0) return outcome;
  const isMissing = PROGRAM_MISSING.includes(outcome.exitCode);
  if (isMissing && (isOptional ?? definition.scripts === 'optional')) return { ...outcome, stdout: '', exitCode: 0 };
  const fault = isMissing ? 'is missing in its image' : `failed (exit code ${outcome.exitCode})`;
  const Failure = isMissing ? ScriptMissingError : WorkFailedError;
  throw new Failure(
    `The service's ${script} script ${fault}.`,
    hideSecrets(outcome.stderr, [login?.password, parameters, secrets, definition.environment, definition.credentials]),
  );
}
