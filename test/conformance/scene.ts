import { randomUUID } from 'node:crypto';
import type { Answer } from '../support/test-broker.js';
import type { Stage } from './stage.js';
import type { Administered, Request, Row } from './table.types.js';

export const IDENTITY = 'e26cee84-6b38-4456-b34e-d1a9f002c956';
const OF_BINDINGS: readonly string[] = ['bind', 'unbind', 'last operation of a binding', 'fetch binding'];

/** A row on its stage: the ids that it is about, and the operations that it was told. */
export class Scene {
  readonly instance: string;
  readonly binding: string;
  /** The last one that it was told, of instance or binding. */
  operation = '';
  #operationOfInstance = '';
  #operationOfBinding = '';
  #etag = '';

  constructor(
    readonly stage: Stage,
    { named }: Row,
  ) {
    this.instance = named?.instance ?? randomUUID();
    this.binding = named?.binding ?? randomUUID();
  }

  async ask({ method, url, body, headers = {} }: Request): Promise<Answer> {
    const tagged = Object.entries(headers).map(([name, value]) => [name, value?.replace(':etag', this.#etag)]);
    const answer = await this.stage.world.broker.request(method, this.#fill(url), {
      headers: { 'x-broker-api-request-identity': IDENTITY, ...(Object.fromEntries(tagged) as Request['headers']) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : this.#name(JSON.stringify(body)) }),
    });
    this.#remember(url, answer);
    return answer;
  }

  async administer({ method, url, body }: Administered): Promise<void> {
    const { status } = await this.stage.world.broker.request(method, url, body === undefined ? {} : { body });
    if (status >= 300) throw new Error(`${method} ${url} was answered with ${status}.`);
  }

  /** As `ask`, but nothing ends before it is answered where things are slow. */
  async askSlowly(request: Request): Promise<Answer> {
    const holds = this.stage.speed === 'slowly' && isAsync(request) && this.stage.hold(this.instance);
    const answer = await this.ask(request);
    if (holds && answer.status !== 202) this.stage.release(this.instance);
    return answer;
  }

  /** How the operation ended that `request` was answered with. */
  async endOf({ url, call }: Request): Promise<Answer> {
    this.stage.release(this.instance);
    const binding = OF_BINDINGS.includes(call) ? this.binding : undefined;
    const [path = ''] = this.#fill(url).split('?');
    const end = await this.stage.world.endOf(path, encodeURIComponent(this.operation));
    await this.stage.world.restOf(this.instance, binding);
    return end;
  }

  /** Makes something, and sees to its end. */
  async settle(request: Request): Promise<Answer> {
    const answer = await this.ask(request);
    if (answer.status === 202) await this.endOf(request);
    const isOfBinding = OF_BINDINGS.includes(request.call);
    await this.stage.world.restOf(this.instance, isOfBinding ? this.binding : undefined);
    return answer;
  }

  #remember(url: string, { status, body, headers }: Answer): void {
    const { operation } = (status === 202 ? body : {}) as { operation?: string };
    if (operation !== undefined) {
      this.operation = operation;
      if (isOfBinding(url)) this.#operationOfBinding = operation;
      else this.#operationOfInstance = operation;
    }
    if (typeof headers['etag'] === 'string') this.#etag = headers['etag'];
  }

  #name(text: string): string {
    return text.replaceAll(':binding', this.binding).replaceAll(':successor', `${this.binding}-next`);
  }

  #fill(url: string): string {
    return url
      .replace(':instance', encodeURIComponent(this.instance))
      .replace(':binding', encodeURIComponent(this.binding))
      .replace(':successor', encodeURIComponent(`${this.binding}-next`))
      .replace(
        ':operation',
        encodeURIComponent(isOfBinding(url) ? this.#operationOfBinding : this.#operationOfInstance),
      );
  }
}

/** Polls ask for the operation of what they are about: another one there is not known (LOB-06). */
function isOfBinding(url: string): boolean {
  return url.includes('/service_bindings/');
}

export function isAsync({ url }: Request): boolean {
  return url.includes('accepts_incomplete=true');
}
