import { answered, created, done, like, told } from '../answers.js';
import { bind, deprovision, pollBinding, pollInstance, provision, unbind } from '../requests.js';
import type { Area, Row, State } from '../table.types.js';

/** Seconds, never a date: Cloud Foundry reads that as 0. */
const headers = { 'retry-after': like(/^[1-9]\d*$/) };

const accepted: readonly Row[] = [
  ['nothing' as State, provision(), created({ headers })],
  ['ready' as State, bind(), created({ headers })],
  ['bound' as State, unbind(), done({ headers })],
  ['ready' as State, deprovision(), done({ headers })],
].map(([given, request, expected]) => ({
  ids: 'LOI-10 CCT-02',
  title: `the 202 of ${(request as Row['request']).call} says when to ask`,
  only: 'slowly' as const,
  given: given as State,
  request: request as Row['request'],
  expect: expected as Row['expect'],
}));

const polled: readonly Row[] = [
  ...(['creating', 'deleting'] as const).map((given) => ({
    ids: 'LOI-10 CCT-02',
    title: 'a poll says when to ask again',
    given,
    request: pollInstance(),
    expect: told('in progress', { headers }),
  })),
  ...(['binding', 'unbinding'] as const).map((given) => ({
    ids: 'LOI-10 LOB-01 CCT-02',
    title: 'a poll says when to ask again',
    given,
    request: pollBinding(),
    expect: told('in progress', { headers }),
  })),
  {
    ids: 'LOI-10',
    title: 'a poll after the end does not',
    given: 'ready',
    request: pollInstance(),
    expect: answered(200, { headers: { 'retry-after': undefined } }),
  },
];

export const RETRY_AFTER: Area = { name: 'Retry-After', rows: [...accepted, ...polled] };
