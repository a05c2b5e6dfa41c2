import type { ExecOutcome } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';

/** What the played service knows: logins by container, as `/bind` made and `/unbind` revoked them. */
export class ServiceLogins {
  private readonly containers = new Map<string, Map<string, string>>();

  readonly play = ({ command, stdin, containerId, environment }: ScriptedExec): ExecOutcome => {
    const { USERNAME: username = '', PASSWORD: password = '' } = environment;
    const logins = this.of(containerId);
    if (command[0] === '/unbind') logins.delete(username);
    if (command[0] === '/bind') logins.set(username, password);
    const isBad = stdin.includes('bad') && (command[0] === '/bind' || command[0] === '/provision');
    if (isBad) return execOutcome({ exitCode: 1 });
    return execOutcome({ stdout: command[0] === '/bind' ? JSON.stringify({ username, password }) : '' });
  };

  /** Of the containers that are named: `container/user/password`. */
  all(containerIds: readonly string[]): readonly string[] {
    return containerIds.flatMap((id) => [...this.of(id)].map((login) => `${id}/${login.join('/')}`));
  }

  private of(containerId: string): Map<string, string> {
    const logins = this.containers.get(containerId) ?? new Map<string, string>();
    this.containers.set(containerId, logins);
    return logins;
  }
}
