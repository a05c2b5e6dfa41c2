import { type ServiceAddress, ServiceProbe } from '../service-probe.port.js';

/** Nobody answers anywhere but where it was said. */
export class InMemoryServiceProbe extends ServiceProbe {
  readonly #answers = new Map<string, number>();

  /** From the next question on: connections are taken there, and each GET is answered so. */
  answer({ host, port }: ServiceAddress, path = '/', status = 200): void {
    this.#answers.set(`${host}:${port}`, status);
    this.#answers.set(`${host}:${port}${path}`, status);
  }

  override accepts({ host, port }: ServiceAddress): Promise<boolean> {
    return Promise.resolve(this.#answers.has(`${host}:${port}`));
  }

  override get({ host, port }: ServiceAddress, path: string): Promise<number | undefined> {
    return Promise.resolve(this.#answers.get(`${host}:${port}${path}`));
  }
}
