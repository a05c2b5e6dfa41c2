import type { Answer } from '../test-broker.js';
import {
  isAnyObject,
  isBinding,
  isBindingWork,
  isDeletion,
  isInstance,
  isInstanceWork,
  isLastOperation,
  isReadBinding,
} from './judge-body.js';
import type { Offering } from './offerings-in.js';

/** The requests of the API, by what a platform means by them. */
export type Call =
  | 'catalog'
  | 'provision'
  | 'update'
  | 'deprovision'
  | 'bind'
  | 'unbind'
  | 'fetch instance'
  | 'fetch binding'
  | 'last operation of an instance'
  | 'last operation of a binding';

/** How Cloud Foundry's client understands an answer: `refused` is shown to the user as it is, `bad` is called a bad response. */
export type Outcome = 'succeeded' | 'in progress' | 'failed' | 'refused' | 'malformed' | 'bad' | 'polls on';

export interface Verdict {
  readonly outcome: Outcome;
  /** A DELETE follows, as for something that nobody knows of. */
  readonly cleansUp: boolean;
}

type Read = (answer: Answer, offering: Offering) => Outcome;

const CODES: Readonly<Partial<Record<Call, readonly string[]>>> = {
  provision: ['AsyncRequired', 'ConcurrencyError', 'MaintenanceInfoConflict'],
  bind: ['AsyncRequired', 'ConcurrencyError', 'RequiresApp'],
  deprovision: ['AsyncRequired', 'ConcurrencyError'],
  unbind: ['AsyncRequired', 'ConcurrencyError'],
};
const GONE: readonly Call[] = ['deprovision', 'unbind'];
const MAKES: readonly Call[] = ['provision', 'bind'];

/** What Cloud Foundry's client makes of an answer (CCR-01 … CCR-43). */
export function judgeAnswer(call: Call, answer: Answer, offering: Offering): Verdict {
  const outcome = isPoll(call) ? readPoll(answer) : (readSuccess(call, answer, offering) ?? readFailure(call, answer));
  return { outcome, cleansUp: MAKES.includes(call) && cleansUp(outcome, answer.status) };
}

function isPoll(call: Call): boolean {
  return call.startsWith('last operation');
}

/** CCR-40 … CCR-43. */
function readPoll({ status, body }: Answer): Outcome {
  if (status === 200 && isLastOperation(body)) return (body as { state: 'in progress' | 'succeeded' | 'failed' }).state;
  if (status === 400) return 'failed';
  return status === 410 ? 'succeeded' : 'polls on';
}

const READ: Readonly<Partial<Record<Call, Readonly<Record<number, Read>>>>> = {
  catalog: { 200: ({ body }) => taken(isAnyObject(body)) },
  provision: {
    200: ({ body }) => taken(isInstanceWork(body)),
    201: ({ body }) => taken(isInstanceWork(body)),
    202: ({ body }) => taken(isInstanceWork(body), 'in progress'),
  },
  update: {
    200: ({ body }) => taken(isInstanceWork(body)),
    202: ({ body }) => taken(isInstanceWork(body), 'in progress'),
  },
  bind: {
    200: ({ body }, offering) => taken(isBinding(body, offering)),
    201: ({ body }, offering) => taken(isBinding(body, offering)),
    202: ({ body }, offering) =>
      offering.areBindingsRetrievable ? taken(isBindingWork(body), 'in progress') : 'failed',
  },
  'fetch instance': { 200: ({ body }) => taken(isInstance(body)) },
  'fetch binding': { 200: ({ body }) => taken(isReadBinding(body)) },
};
const DELETION: Readonly<Record<number, Read>> = {
  200: ({ body }) => taken(isAnyObject(body)),
  202: ({ body }) => taken(isDeletion(body), 'in progress'),
  410: () => 'succeeded',
};

function taken(isWellFormed: boolean, outcome: Outcome = 'succeeded'): Outcome {
  return isWellFormed ? outcome : 'malformed';
}

function readSuccess(call: Call, answer: Answer, offering: Offering): Outcome | undefined {
  const reads = GONE.includes(call) ? DELETION : READ[call];
  return reads?.[answer.status]?.(answer, offering);
}

/** CCR-11 … CCR-13, CCR-22, CCR-26: 4xx are the user's to read, but for those that have another meaning. */
function readFailure(call: Call, { status, body }: Answer): Outcome {
  if (status < 400 || status >= 500 || isOutOfPlace(call, status)) return 'bad';
  const codes = CODES[call];
  if (status !== 422 || codes === undefined) return 'refused';
  const { error = '' } = body as { error?: string };
  return codes.includes(error) ? 'refused' : 'bad';
}

function isOutOfPlace(call: Call, status: number): boolean {
  return status === 410 || (status === 409 && !MAKES.includes(call));
}

/** CCT-08. */
function cleansUp(outcome: Outcome, status: number): boolean {
  return outcome === 'bad' || (outcome === 'malformed' && status !== 200);
}
