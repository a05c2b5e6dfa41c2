import type { ExecOutcome } from '#docker-driver';
import { execOutcome, type ScriptedExec } from '#docker-driver/testing';

interface Login {
  readonly instanceId: string;
  readonly password: string;
}

/** What the played service knows: logins by container, as `/bind` made and `/unbind` revoked them. They lie on its volume. */
export class ServiceLogins {
  private readonly containers = new Map<string, Map<string, Login>>();

  readonly play = (exec: ScriptedExec): ExecOutcome => {
    const { command, stdin, environment } = exec;
    const { USERNAME: username = '', PASSWORD: password = '' } = environment;
    this.change(exec, username, password);
    const isBad = stdin.includes('bad') && ['/bind', '/provision', '/update'].includes(command[0] ?? '');
    if (isBad) return execOutcome({ exitCode: 1 });
    return execOutcome({ stdout: command[0] === '/bind' ? JSON.stringify({ username, password }) : '' });
  };

  /** Of the containers that are named: `container/instance/user/password`. */
  all(names: readonly string[]): readonly string[] {
    return names
      .map(baseOf)
      .flatMap((base) =>
        [...this.of(base)].map(([name, { instanceId, password }]) => [base, instanceId, name, password].join('/')),
      );
  }

  private change({ command, containerName, environment }: ScriptedExec, username: string, password: string): void {
    const logins = this.of(baseOf(containerName));
    const { INSTANCE_ID: instanceId = '' } = environment;
    if (command[0] === '/provision' || command[0] === '/deprovision') clear(logins, instanceId);
    if (command[0] === '/unbind') logins.delete(username);
    if (command[0] === '/bind') logins.set(username, { instanceId, password });
  }

  private of(base: string): Map<string, Login> {
    const logins = this.containers.get(base) ?? new Map<string, Login>();
    this.containers.set(base, logins);
    return logins;
  }
}

function clear(logins: Map<string, Login>, instanceId: string): void {
  for (const [name, login] of logins) if (login.instanceId === instanceId) logins.delete(name);
}

/** Of all containers of an instance, one after the other. */
export function baseOf(containerName: string): string {
  return containerName.replace(/\.g\d+$/, '');
}
