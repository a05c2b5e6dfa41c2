import type { ExecOutcome } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';

/** What the played service knows: logins by container, as `/bind` made and `/unbind` revoked them. They lie on its volume. */
export class ServiceLogins {
  private readonly containers = new Map<string, Map<string, string>>();

  readonly play = ({ command, stdin, containerName, environment }: ScriptedExec): ExecOutcome => {
    const { USERNAME: username = '', PASSWORD: password = '' } = environment;
    const logins = this.of(baseOf(containerName));
    if (command[0] === '/provision') logins.clear();
    if (command[0] === '/unbind') logins.delete(username);
    if (command[0] === '/bind') logins.set(username, password);
    const isBad = stdin.includes('bad') && ['/bind', '/provision', '/update'].includes(command[0] ?? '');
    if (isBad) return execOutcome({ exitCode: 1 });
    return execOutcome({ stdout: command[0] === '/bind' ? JSON.stringify({ username, password }) : '' });
  };

  /** Of the containers that are named: `container/user/password`. */
  all(names: readonly string[]): readonly string[] {
    return names.map(baseOf).flatMap((id) => [...this.of(id)].map((login) => `${id}/${login.join('/')}`));
  }

  private of(base: string): Map<string, string> {
    const logins = this.containers.get(base) ?? new Map<string, string>();
    this.containers.set(base, logins);
    return logins;
  }
}

/** Of all containers of an instance, one after the other. */
export function baseOf(containerName: string): string {
  return containerName.replace(/\.g\d+$/, '');
}
