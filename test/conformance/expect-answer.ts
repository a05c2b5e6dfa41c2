import { expect } from 'vitest';
import { judgeAnswer, type Call } from '../support/cloud-controller/judge-answer.js';
import { judgeCatalog } from '../support/cloud-controller/judge-catalog.js';
import type { Offering } from '../support/cloud-controller/offerings-in.js';
import type { Answer } from '../support/test-broker.js';
import { IDENTITY } from './scene.js';

/** What `expectAnswer` looks at in every answer of the table, whatever its row is about. */
export const OF_EVERY_ANSWER =
  'AUTH-01 HDR-09 HDR-12 ERR-02 ERR-03 ERR-04 ERR-05 ERR-09 ASY-06 ASY-07 ASY-11 URL-02 LOI-01 LOI-08 LOI-09 LOI-10 ' +
  'LOB-02 UPD-21 ORP-05 ORP-06 ORP-07 CON-06 CCR-01 CCR-02 CCR-10 CCR-11 CCR-12 CCR-13 CCR-20 CCR-21 CCR-22 CCR-23 ' +
  'CCR-24 CCR-25 CCR-26 CCR-30 CCR-31 CCR-40 CCT-08 CCT-16 CCC-01 CCC-02 CCC-03 CCC-04 CCC-05 ' +
  'CCC-06 CCC-07 CCC-08 CCC-09 CCC-10 CCC-11 GETI-05 GETB-07 CFS-08 BIND-08 BIND-25';

const SUCCESSES: Readonly<Record<Call, readonly number[]>> = {
  catalog: [200, 304],
  provision: [200, 201, 202],
  update: [200, 202],
  deprovision: [200, 202],
  bind: [200, 201, 202],
  unbind: [200, 202],
  'fetch instance': [200],
  'fetch binding': [200],
  'last operation of an instance': [200],
  'last operation of a binding': [200],
};
const KINDS: Readonly<Partial<Record<Call, string>>> = {
  provision: 'provision',
  update: 'update',
  deprovision: 'deprovision',
  bind: 'bind',
  unbind: 'unbind',
};
const MAY_TELL_USABLE: readonly Call[] = ['update', 'deprovision', 'last operation of an instance'];
const MAY_TELL_REPEATABLE: readonly Call[] = ['update', 'last operation of an instance'];
const NEVER: readonly number[] = [408, 415, 206, 204, 203];

/** Of the call, and whether it takes 202. */
export interface Asked {
  readonly call: Call;
  readonly takes202: boolean;
  readonly offering: Offering;
}

export function expectAnswer(asked: Asked, answer: Answer): void {
  const { status, headers } = answer;
  expect(headers['x-broker-api-request-identity']).toBe(IDENTITY);
  expect(NEVER).not.toContain(status);
  if (status === 304) return;
  expect(headers['content-type']).toMatch(/^application\/json/);
  expect(answer.body).toEqual(expect.any(Object));
  if (status >= 400) expectError(asked, answer);
  else expectSuccess(asked, answer);
  expectVerdict(asked, answer);
}

function expectError({ call }: Asked, { status, body }: Answer): void {
  const fields = body as Readonly<Record<string, unknown>>;
  if (status !== 410) expect(fields['description']).toEqual(expect.stringMatching(/\S/));
  if ('error' in fields) expect(fields['error']).toMatch(/^[A-Z][A-Za-z]+$/);
  if (!MAY_TELL_USABLE.includes(call)) expect(fields).not.toHaveProperty('instance_usable');
  if (!MAY_TELL_REPEATABLE.includes(call)) expect(fields).not.toHaveProperty('update_repeatable');
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.[jt]s:\d|"statusCode"|"message"/);
}

function expectSuccess(asked: Asked, answer: Answer): void {
  const { call, takes202 } = asked;
  expect(SUCCESSES[call]).toContain(answer.status);
  if (answer.status === 202) expect(takes202).toBe(true);
  if (answer.status === 202) expectOperation(call, answer.body as Readonly<Record<string, unknown>>);
  if (call.startsWith('last operation')) expectLastOperation(asked, answer);
  if (call.startsWith('fetch')) expect(Object.values(answer.body as object)).not.toContain(null);
  if (call === 'catalog') expect(judgeCatalog(answer.body)).toEqual([]);
}

function expectOperation(call: Call, body: Readonly<Record<string, unknown>>): void {
  expect(['operation', 'dashboard_url', 'metadata']).toEqual(expect.arrayContaining(Object.keys(body)));
  if (call === 'bind' || call === 'unbind') expect(Object.keys(body)).toEqual(['operation']);
  expect(body['operation']).toMatch(new RegExp(`^${KINDS[call] ?? ''}[A-Za-z0-9._~-]{1,9000}$`));
}

function expectLastOperation({ call }: Asked, { body, headers }: Answer): void {
  const fields = body as Readonly<Record<string, unknown>>;
  const mayTell =
    call.endsWith('instance') && fields['state'] === 'failed' ? ['instance_usable', 'update_repeatable'] : [];
  expect(['state', 'description', ...mayTell]).toEqual(expect.arrayContaining(Object.keys(fields)));
  if ('description' in fields) expect(fields['description']).toMatch(/\S/);
  expect(Number.isInteger(Number(headers['retry-after'] ?? 0))).toBe(true);
}

/** Nothing that Cloud Foundry would call malformed, or clean up after, but for faults of ours. */
function expectVerdict({ call, offering }: Asked, answer: Answer): void {
  const { outcome, cleansUp } = judgeAnswer(call, answer, offering);
  expect(outcome).not.toBe('malformed');
  if (answer.status < 300) expect(outcome).not.toBe('polls on');
  if (answer.status < 500) expect({ status: answer.status, cleansUp }).toMatchObject({ cleansUp: false });
  if (answer.status < 300) expect(outcome).not.toBe('bad');
}
