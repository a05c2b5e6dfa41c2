import { answered, created, done, refused } from '../answers.js';
import { bind, catalog, deprovision, fetchBinding, fetchInstance, plan, provision, unbind } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const FLAGS = { instances_retrievable: false, bindings_retrievable: false };

const unreadable: readonly Row[] = [
  {
    ids: 'CAT-14 CAT-15',
    title: 'the catalog says what cannot be read',
    request: catalog(),
    expect: answered(200, { body: { services: [{ id: 'redis', ...FLAGS }, {}, {}] } }),
  },
  {
    ids: 'GETI-08 CAT-14',
    title: 'an instance that is not promised is a 404',
    given: 'ready',
    request: fetchInstance(),
    expect: refused(404),
  },
  {
    ids: 'CAT-15 GETB-02',
    title: 'a binding that is not promised is a 404',
    given: 'bound',
    only: 'at once',
    request: fetchBinding(),
    expect: refused(404),
  },
  {
    ids: 'BIND-12 CCR-21',
    title: 'a binding that cannot be read has its credentials in the first answer',
    given: 'ready',
    only: 'at once',
    request: bind(),
    expect: answered(201, { body: { credentials: {} } }),
  },
];

const withdrawn = (name: string): Row['administered'] => ({
  method: 'DELETE',
  url: `/My%20Docker%20Catalog/image/${name}?plan=100`,
});

const removed: readonly Row[] = [
  {
    ids: 'CAT-04 CCC-14',
    title: 'an instance of a plan that was removed lives on',
    given: 'ready',
    of: plan('leaving'),
    administered: withdrawn('leaving'),
    request: fetchInstance(),
    expect: answered(200, { body: plan('leaving') }),
    then: [
      { request: bind(plan('leaving')), expect: created() },
      { request: fetchBinding(), expect: answered(200) },
      { request: unbind('service_id=leaving&plan_id=leaving_100&accepts_incomplete=true'), expect: done() },
      { request: provision(plan('leaving')), expect: answered(200) },
      { request: deprovision('service_id=leaving&plan_id=leaving_100&accepts_incomplete=true'), expect: done() },
      { request: provision(plan('leaving')), expect: refused(400) },
    ],
  },
  {
    ids: 'CAT-04 UNB-02 DEP-01',
    title: 'a binding of a plan that was removed can be taken away',
    given: 'bound',
    of: plan('gone'),
    administered: withdrawn('gone'),
    request: unbind('service_id=gone&plan_id=gone_100&accepts_incomplete=true'),
    expect: done(),
    then: [{ request: provision(plan('redis')), expect: refused(409) }],
  },
];

export const RETRIEVABLE: Area = {
  name: 'what cannot be read, and what has left',
  images: [
    { name: 'redis', plan: '100', instancesRetrievable: false, bindingsRetrievable: false },
    { name: 'leaving', plan: '100' },
    { name: 'gone', plan: '100' },
  ],
  rows: [...unreadable, ...removed],
};
