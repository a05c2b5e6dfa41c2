import { pollUntil } from './poll-until.js';
import { sendRequest } from './send-request.js';
import type { HttpAnswer } from './send-request.js';

export type Credentials = Readonly<Record<string, string>>;

/** A platform: orders, waits for what is accepted, and gives back. */
export class OsbClient {
  constructor(
    private readonly port: number,
    private readonly login = 'admin:admin',
  ) {}

  request(method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<HttpAnswer> {
    const headers = {
      Authorization: `Basic ${Buffer.from(this.login).toString('base64')}`,
      'X-Broker-API-Version': '2.17',
      'Content-Type': 'application/json',
    };
    return sendRequest({ host: '127.0.0.1', port: this.port, method, path, headers }, body);
  }

  /** 201 as soon as the instance is there, else the broker's refusal. */
  provision(instanceId: string, service: string, parameters = {}): Promise<HttpAnswer> {
    return this.put(instancePath(instanceId), {
      ...order(service),
      organization_guid: 'org',
      space_guid: 'space',
      parameters,
    });
  }

  /** 200 as soon as the instance is what was asked for, else the refusal or the failure. */
  async update(instanceId: string, service: string, changes: object): Promise<HttpAnswer> {
    const path = instancePath(instanceId);
    const body = { service_id: service, ...changes };
    const answer = await this.request('PATCH', `${path}?accepts_incomplete=true`, body);
    if (answer.status !== 202) return answer;
    const end = await this.waitFor(path, answer);
    return { status: stateOf(end) === 'succeeded' ? 200 : 500, body: end.body };
  }

  deprovision(instanceId: string, service: string): Promise<HttpAnswer> {
    return this.delete(instancePath(instanceId), service);
  }

  bind(instanceId: string, bindingId: string, service: string, plan = '100'): Promise<HttpAnswer> {
    return this.put(bindingPath(instanceId, bindingId), order(service, plan));
  }

  unbind(instanceId: string, bindingId: string, service: string): Promise<HttpAnswer> {
    return this.delete(bindingPath(instanceId, bindingId), service);
  }

  findInstance(instanceId: string): Promise<HttpAnswer> {
    return this.request('GET', instancePath(instanceId));
  }

  findBinding(instanceId: string, bindingId: string): Promise<HttpAnswer> {
    return this.request('GET', bindingPath(instanceId, bindingId));
  }

  /** The last operation once it has ended, or the 404 or 410 that says that there is none. */
  endOfOperation(instanceId: string, bindingId?: string): Promise<HttpAnswer> {
    const path = bindingId === undefined ? instancePath(instanceId) : bindingPath(instanceId, bindingId);
    return pollUntil(`the end of the operation at ${path}`, async () => {
      const answer = await this.request('GET', `${path}/last_operation`);
      return stateOf(answer) === 'in progress' ? undefined : answer;
    });
  }

  private async put(path: string, body: unknown): Promise<HttpAnswer> {
    const answer = await this.request('PUT', `${path}?accepts_incomplete=true`, body);
    if (answer.status !== 202) return answer;
    const end = await this.waitFor(path, answer);
    if (stateOf(end) !== 'succeeded') return { status: 500, body: end.body };
    return { status: 201, body: (await this.request('GET', path)).body };
  }

  private async delete(path: string, service: string): Promise<HttpAnswer> {
    const { service_id, plan_id } = order(service);
    const query = `service_id=${service_id}&plan_id=${plan_id}&accepts_incomplete=true`;
    const answer = await this.request('DELETE', `${path}?${query}`);
    if (answer.status !== 202) return answer;
    const end = await this.waitFor(path, answer);
    return { status: stateOf(end) === 'succeeded' || end.status === 410 ? 200 : 500, body: end.body };
  }

  private waitFor(path: string, { body }: HttpAnswer): Promise<HttpAnswer> {
    const { operation } = body as { operation: string };
    return pollUntil(`the end of ${operation}`, async () => {
      const answer = await this.request('GET', `${path}/last_operation?operation=${operation}`);
      return stateOf(answer) === 'in progress' ? undefined : answer;
    });
  }
}

export function credentialsOf({ status, body }: HttpAnswer): Credentials {
  if (status !== 200 && status !== 201)
    throw new Error(`There are no credentials in ${status} ${JSON.stringify(body)}.`);
  return (body as { credentials: Credentials }).credentials;
}

export function stateOf({ body }: HttpAnswer): unknown {
  return typeof body === 'object' && body !== null && 'state' in body ? body.state : undefined;
}

function order(service: string, plan = '100'): { readonly service_id: string; readonly plan_id: string } {
  return { service_id: service, plan_id: `${service}_${plan}` };
}

function instancePath(instanceId: string): string {
  return `/v2/service_instances/${instanceId}`;
}

function bindingPath(instanceId: string, bindingId: string): string {
  return `${instancePath(instanceId)}/service_bindings/${bindingId}`;
}
