import { failed, passed, type Verdict } from './verdict.types.js';

export interface ContainerTraces {
  readonly environment: readonly string[];
  readonly log: string;
  readonly processes: readonly string[];
}

const PLACES = {
  environment: 'The environment is in docker inspect for all to see: generate secrets in the scripts.',
  log: 'Switch off the log of statements, and "set -x" in scripts.',
  processes: 'Hand passwords to programs on standard input or in a file, not as arguments.',
} as const satisfies Record<keyof ContainerTraces, string>;

/** None of the secrets is where others can read it. */
export function judgeSecrets(secrets: readonly string[], traces: ContainerTraces): Verdict {
  const texts = { ...traces, environment: traces.environment.join('\n'), processes: traces.processes.join('\n') };
  for (const place of Object.keys(PLACES) as (keyof ContainerTraces)[])
    if (secrets.some((secret) => secret !== '' && texts[place].includes(secret)))
      return failed(`a password is in the ${place === 'processes' ? 'list of processes' : place}`, PLACES[place]);
  return passed();
}

/** Programs whose only work is to start others and to bury them. */
const REAPERS = /^(\S*\/)?(tini|dumb-init|docker-init|catatonit)\b/;

export interface RunningProgram {
  readonly user: string;
  readonly command: string;
}

export function judgeUsers(programs: readonly RunningProgram[]): Verdict {
  const ofRoot = programs.find(({ user, command }) => user === 'root' && !REAPERS.test(command));
  if (programs.length === 0) return failed('nothing runs', 'Look at the log of the container.');
  if (ofRoot === undefined) return passed();
  return failed(`${ofRoot.command.slice(0, 60)} runs as root`, 'Add USER, with a user of a fixed id that you make.');
}

const GRACE_SECONDS = 10;

/** 137 is the exit code of what was killed: by its own STOPSIGNAL, or because the time was over. */
export function judgeStop(exitCode: number, seconds: number): Verdict {
  if (exitCode !== 137 || seconds < GRACE_SECONDS) return passed(`${seconds.toFixed(1)} s`);
  return failed(
    'it had to be killed after 10 seconds',
    'Start the server with ENTRYPOINT ["tini", "--"], name the signal in STOPSIGNAL, and use exec in start scripts.',
  );
}

/** What became of a login that nobody should have any more. */
export function judgeRevoked(isLetIn: boolean, isOpen: boolean): Verdict {
  const hint = '/unbind drops the login and ends its connections, before it exits.';
  if (isLetIn) return failed('the login still gets in', hint);
  return isOpen ? failed('the login gets in no more, but its open connection goes on', hint) : passed();
}
