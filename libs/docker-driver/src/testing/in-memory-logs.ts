import { checkFullId } from '../check-name.js';
import { ContainerMissingError } from '../docker-driver.errors.js';
import type { FollowLogOptions, LogLine, LogQuery } from '../docker-driver.port.js';

interface StoredLog {
  readonly lines: LogLine[];
  readonly followers: Set<Follower>;
}

interface Follower {
  readonly take: (line: LogLine) => void;
  readonly end: () => void;
}

/** What the containers of one engine have written. */
export class InMemoryLogs {
  readonly #logs = new Map<string, StoredLog>();

  open(containerId: string): void {
    this.#logs.set(containerId, { lines: [], followers: new Set() });
  }

  write(containerId: string, texts: readonly string[], stream: LogLine['stream'] = 'stdout'): void {
    const { lines, followers } = this.#get(containerId);
    for (const text of texts) {
      const line = { time: new Date().toISOString(), stream, text };
      lines.push(line);
      for (const { take } of followers) take(line);
    }
  }

  read(containerId: string, { tail, sinceMs = 0 }: LogQuery): readonly LogLine[] {
    const young = this.#get(containerId).lines.filter(({ time }) => Date.parse(time) >= sinceMs);
    return tail === 0 ? [] : young.slice(-tail);
  }

  readText(containerId: string, lines: number): string {
    return this.read(containerId, { tail: lines })
      .map(({ text }) => `${text}\n`)
      .join('');
  }

  follow(containerId: string, { signal, onLine, ...query }: FollowLogOptions): Promise<void> {
    const { followers } = this.#get(containerId);
    const take = oneByOne(onLine);
    for (const line of this.read(containerId, query)) void take(line);
    return new Promise((resolve) => {
      // Who follows has had all lines when it ends, slow ones too.
      const end = (): void => void take(undefined).then(resolve);
      const follower = { take, end };
      followers.add(follower);
      const leave = (): void => {
        followers.delete(follower);
        resolve();
      };
      if (signal.aborted) leave();
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** As when the container stops: who follows has seen all. */
  endFollowing(containerId: string): void {
    const followers = this.#logs.get(containerId)?.followers;
    for (const { end } of followers ?? []) end();
    followers?.clear();
  }

  forget(containerId: string): void {
    this.endFollowing(containerId);
    this.#logs.delete(containerId);
  }

  #get(containerId: string): StoredLog {
    const log = this.#logs.get(checkFullId(containerId));
    if (log !== undefined) return log;
    throw new ContainerMissingError(`No such container: ${containerId}`);
  }
}

/** A line is handed over once the one before it is taken. Settles with it; `undefined` waits for all before. */
function oneByOne(onLine: FollowLogOptions['onLine']): (line: LogLine | undefined) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (line) => (last = last.then(() => (line === undefined ? undefined : onLine(line))));
}
