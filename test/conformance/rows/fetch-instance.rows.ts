import { A_TEXT, answered, refused } from '../answers.js';
import { fetchInstance, plan, under } from '../requests.js';
import type { Area } from '../table.types.js';

export const FETCH_INSTANCE: Area = {
  name: 'reading an instance',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'static', plan: '100', dashboardurl: { dashboard_url: 'http://$HOST:$PORT' }, credentials: { a: 1 } },
  ],
  rows: [
    {
      ids: 'GETI-01 GETI-02 CFS-18',
      title: 'needs no query',
      given: 'ready',
      request: fetchInstance(),
      expect: answered(200, { body: plan('redis') }),
    },
    ...['?service_id=redis&plan_id=redis_100', '?service_id=nope&plan_id=nope', '?service_id=&x=1'].map((query) => ({
      ids: 'GETI-02',
      title: `takes the query ${query}`,
      given: 'ready' as const,
      request: fetchInstance(query),
      expect: answered(200),
    })),
    {
      ids: 'GETI-05 GETI-06 GETI-07 CCR-32',
      title: 'has the parameters, each as it was given',
      given: 'ready',
      givenBody: { parameters: { a: 1, b: { c: [null, 'ä'] } } },
      request: fetchInstance(),
      expect: answered(200, { body: { ...plan('redis'), parameters: { a: 1, b: { c: [null, 'ä'] } } } }),
    },
    {
      ids: 'GETI-05 CCR-32',
      title: 'has the dashboard',
      given: 'ready',
      of: plan('static'),
      request: fetchInstance(),
      expect: answered(200, { body: { ...plan('static'), dashboard_url: A_TEXT } }),
    },
    {
      ids: 'GETI-05',
      title: 'has nothing that is not there',
      given: 'ready',
      request: fetchInstance(),
      expect: answered(200, { without: ['dashboard_url', 'operation', 'error', 'description'] }),
    },
    ...(['nothing', 'creating', 'create failed', 'deleting', 'deleted'] as const).map((given) => ({
      ids: 'GETI-03',
      title: 'is a 404',
      given,
      request: fetchInstance(),
      expect: refused(404),
    })),
    ...(['binding', 'bound', 'unbinding', 'unbound', 'bind failed'] as const).map((given) => ({
      ids: 'GETI-01 CON-02',
      title: 'does not mind bindings',
      given,
      request: fetchInstance(),
      expect: answered(200),
    })),
    {
      ids: 'GETI-03',
      title: 'of another one is a 404',
      given: 'ready',
      request: under(fetchInstance(), ':instance', 'another'),
      expect: refused(404),
    },
  ],
};
