import { answered, created, done, refused } from '../answers.js';
import { bind, catalog, fetchBinding, fetchInstance, plan, provision, update } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const DRAFT = 'http://json-schema.org/draft-04/schema#';
const sized = (maximum: number): object => ({
  $schema: DRAFT,
  type: 'object',
  properties: { size: { type: 'integer', minimum: 1, maximum } },
  additionalProperties: false,
});
const BINDING = { $schema: DRAFT, type: 'object', required: ['mode'], properties: { mode: { enum: ['r', 'rw'] } } };
const schemasOf = (maximum: number): object => ({
  service_instance: { create: { parameters: sized(maximum) }, update: { parameters: sized(maximum) } },
  service_binding: { create: { parameters: BINDING } },
});

const BAD: readonly object[] = [{ size: 0 }, { size: 11 }, { size: '5' }, { size: 1.5 }, { other: 1 }, { size: null }];

const refusals: readonly Row[] = BAD.map((parameters) => ({
  ids: 'PROV-04 CAT-34 CFS-21',
  title: `provision with ${JSON.stringify(parameters)} is a 400`,
  request: provision({ parameters }),
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: refused(404) }],
}));

const bindings: readonly Row[] = [undefined, {}, { mode: 'x' }, { mode: 5 }].map((parameters) => ({
  ids: 'BIND-05 CAT-34 CFS-21',
  title: `bind with ${parameters === undefined ? 'nothing' : JSON.stringify(parameters)} is a 400`,
  given: 'ready' as const,
  request: bind({ parameters }),
  expect: refused(400),
  then: [{ request: fetchBinding(), expect: refused(404) }],
}));

const updates: readonly Row[] = BAD.slice(0, 5).map((parameters) => ({
  ids: 'UPD-06 UPD-16 CAT-34',
  title: `update with ${JSON.stringify(parameters)} is a 400`,
  given: 'ready' as const,
  givenBody: { parameters: { size: 2 } },
  request: update({ parameters }),
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: answered(200, { body: { parameters: { size: 2 } } }) }],
}));

const others: readonly Row[] = [
  {
    ids: 'CAT-30 CAT-31 CAT-32 CAT-33 CCC-11',
    title: 'the catalog has them',
    request: catalog(),
    expect: answered(200, {
      body: { services: [{ plans: [{ schemas: schemasOf(10) }, { schemas: schemasOf(20) }] }] },
    }),
  },
  {
    ids: 'PROV-04 CAT-34',
    title: 'provision with what they allow is made',
    request: provision({ parameters: { size: 10 } }),
    expect: created(),
  },
  { ids: 'PROV-04', title: 'provision without parameters is made', request: provision(), expect: created() },
  {
    ids: 'BIND-05 CAT-34',
    title: 'bind with what they allow is made',
    given: 'ready',
    request: bind({ parameters: { mode: 'rw' } }),
    expect: created(),
  },
  {
    ids: 'UPD-06',
    title: 'update is checked by the plan that will be: larger',
    given: 'ready',
    request: update({ ...plan('redis', '200'), parameters: { size: 15 } }),
    expect: done(),
  },
  {
    ids: 'UPD-06',
    title: 'update is checked by the plan that will be: smaller',
    given: 'ready',
    of: plan('redis', '200'),
    request: update({ ...plan('redis'), parameters: { size: 15 } }),
    expect: refused(400),
  },
];

export const SCHEMAS: Area = {
  name: 'schemas',
  images: [
    { name: 'redis', plan: '100', planUpdateable: true, schemas: schemasOf(10) },
    { name: 'redis', plan: '200', planUpdateable: true, schemas: schemasOf(20) },
  ],
  rows: [...refusals, ...bindings, ...updates, ...others],
};
