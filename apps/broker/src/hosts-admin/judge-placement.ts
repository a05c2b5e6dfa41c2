import { type HostDetails, MOST_FAILURES } from '#persistence';

export type HostState = 'open' | 'cordoned' | 'draining' | 'drained' | 'removing';

/** Something that keeps new instances from a host, whatever operators let it do. */
export interface HostFault {
  readonly condition: 'silent' | 'inactive' | 'degraded' | 'unsafe' | 'full';
  /** For operators, with what to do. */
  readonly reason: string;
}

export interface JudgedPlacement {
  readonly state: HostState;
  readonly takesNew: boolean;
  readonly faults: readonly HostFault[];
}

type Judged = Pick<
  HostDetails,
  | 'admission'
  | 'instances'
  | 'sharedContainers'
  | 'isAlive'
  | 'isActive'
  | 'silentMs'
  | 'engineFailures'
  | 'engineFault'
  | 'fullForMs'
>;

/** What operators let a host do, and what else keeps new instances from it; the same rules as choosing a host has. */
export function judgePlacement(host: Judged): JudgedPlacement {
  const faults = findFaults(host);
  return { state: toState(host), takesNew: host.admission === 'open' && faults.length === 0, faults };
}

function toState({ admission, instances, sharedContainers }: Judged): HostState {
  return admission === 'draining' && instances + sharedContainers === 0 ? 'drained' : admission;
}

function findFaults(host: Judged): readonly HostFault[] {
  const { isAlive, isActive, silentMs, engineFailures, engineFault = '', fullForMs } = host;
  const faults: (HostFault | false)[] = [
    !isAlive && { condition: 'silent', reason: `no ping for ${toSeconds(silentMs)} s: start its agent` },
    !isActive && { condition: 'inactive', reason: 'its agent says so: see serviceagent.isactive' },
    engineFailures >= MOST_FAILURES && {
      condition: 'degraded',
      reason: `its Docker did not answer ${engineFailures} times in a row: look after the engine or its certificate`,
    },
    engineFault !== '' && { condition: 'unsafe', reason: engineFault },
    fullForMs > 0 && { condition: 'full', reason: `its disk was full; tried again in ${toSeconds(fullForMs)} s` },
  ];
  return faults.filter((fault) => fault !== false);
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1_000);
}
