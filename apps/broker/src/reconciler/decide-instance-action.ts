import type { ContainerSummary } from '#docker-driver';
import type { InstanceChange, InstanceRecord } from '#persistence';

/** `undefined`: all is well, or somebody else's to mend. */
export type InstanceAction =
  /** It is not in the list: only the host's own answer about its name counts. */
  | { readonly act: 'look' }
  | { readonly act: 'record'; readonly change: InstanceChange }
  /** The change is written before the effect. */
  | { readonly act: 'start'; readonly containerId: string; readonly change: InstanceChange };

export const MOST_STARTS = 5;
const FIRST_WAIT_MS = 10_000;
/** For so long after the time of the next try a container must have stayed up to count as well again. */
const STEADY_MS = 60_000;

type Container = Pick<ContainerSummary, 'containerId' | 'state'>;

/** What follows from how an instance's container was seen; instances that an operation lives on are the operation's. */
export function decideInstanceAction(
  instance: InstanceRecord,
  container: Container | undefined,
  isBusy: boolean,
): InstanceAction | undefined {
  // Without a container id it is served by one that was there before us.
  if (instance.state !== 'ready' || isBusy || instance.containerId === undefined) return undefined;
  if (container === undefined) return instance.health === 'lost' ? undefined : { act: 'look' };
  const change = { ...noteId(instance, container), ...noteHealth(instance, container) };
  if (Object.keys(change).length > 0) return { act: 'record', change };
  return isDown(container) && mayBeTried(instance) ? decideTry(instance, container) : undefined;
}

function noteId(instance: InstanceRecord, { containerId }: Container): InstanceChange {
  return instance.containerId === containerId ? {} : { containerId };
}

/** What was lost and is there again counts as found, whether it runs or not: the next pass starts it. */
function noteHealth({ health, restarts, restartInMs }: InstanceRecord, { state }: Container): InstanceChange {
  const isSteady = state === 'running' && restartInMs <= -STEADY_MS;
  const isMended = health === 'lost' || (isSteady && (restarts > 0 || health === 'degraded'));
  return isMended ? { health: 'ok', restarts: 0 } : {};
}

function isDown({ state }: Container): boolean {
  return state !== 'running' && state !== 'removing';
}

function mayBeTried({ health, restartInMs }: InstanceRecord): boolean {
  return health === 'ok' && restartInMs <= 0;
}

/** Docker itself starts what is `restarting`, and somebody has paused what is `paused`: that is counted, not touched. */
function decideTry({ restarts }: InstanceRecord, { containerId, state }: Container): InstanceAction {
  if (restarts >= MOST_STARTS) return { act: 'record', change: { health: 'degraded' } };
  const change = { restarts: restarts + 1, restartInMs: FIRST_WAIT_MS * 2 ** restarts };
  return state === 'restarting' || state === 'paused'
    ? { act: 'record', change }
    : { act: 'start', containerId, change };
}
