import type { ContainerInfo } from '#docker-driver';
import type { Login } from './fake-docker.types.js';

/** The logins of all services, kept where a real one keeps them: on the container's volume. */
export class ServiceLogins {
  readonly #places = new Map<string, Map<string, Login>>();

  /** A login that is there gets the new password. */
  put(container: ContainerInfo, login: Login): void {
    const place = placeOf(container);
    const logins = this.#places.get(place) ?? new Map<string, Login>();
    this.#places.set(place, logins.set(login.username, login));
  }

  drop(container: ContainerInfo, username: string): void {
    this.#places.get(placeOf(container))?.delete(username);
  }

  in(container: ContainerInfo): readonly Login[] {
    return [...(this.#places.get(placeOf(container))?.values() ?? [])];
  }

  of(instanceId: string): readonly Login[] {
    const all = [...this.#places.values()].flatMap((logins) => [...logins.values()]);
    return all.filter((login) => login.instanceId === instanceId);
  }

  /** `place` is a volume that is gone, or a container without one. */
  forget(place: string): void {
    this.#places.delete(place);
  }
}

function placeOf({ volumes, containerId }: ContainerInfo): string {
  return volumes[0]?.volumeName ?? containerId;
}
