import { A_TEXT, answered, refused } from '../answers.js';
import { fetchBinding, plan, under } from '../requests.js';
import type { Area } from '../table.types.js';

export const FETCH_BINDING: Area = {
  name: 'reading a binding',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'static', plan: '100', credentials: { uri: '$HOST:$PORT', n: null } },
  ],
  rows: [
    {
      ids: 'GETB-01 GETB-03 GETB-06 CFS-18',
      title: 'needs no query, and has the credentials',
      given: 'bound',
      request: fetchBinding(),
      expect: answered(200, { body: { credentials: { username: A_TEXT, password: A_TEXT } } }),
    },
    {
      ids: 'GETB-06',
      title: 'takes a query',
      given: 'bound',
      request: fetchBinding('?service_id=nope&plan_id=nope'),
      expect: answered(200),
    },
    {
      ids: 'GETB-05',
      title: 'has the parameters',
      given: 'bound',
      givenBody: { parameters: { read: ['only'] } },
      request: fetchBinding(),
      expect: answered(200, { body: { parameters: { read: ['only'] } } }),
    },
    {
      ids: 'GETB-03 CFM-06',
      title: 'has static credentials',
      given: 'bound',
      of: plan('static'),
      request: fetchBinding(),
      expect: answered(200, { body: { credentials: { uri: A_TEXT, n: null } } }),
    },
    {
      ids: 'GETB-04 GETB-07 BIND-25',
      title: 'has nothing that is not there',
      given: 'bound',
      request: fetchBinding(),
      expect: answered(200, { without: ['syslog_drain_url', 'route_service_url', 'volume_mounts', 'operation'] }),
    },
    ...(['nothing', 'ready', 'binding', 'bind failed', 'unbinding', 'unbound', 'deleting', 'deleted'] as const).map(
      (given) => ({ ids: 'GETB-02', title: 'is a 404', given, request: fetchBinding(), expect: refused(404) }),
    ),
    {
      ids: 'GETB-02 LOB-06',
      title: 'under another instance is a 404',
      given: 'bound',
      request: under(fetchBinding(), ':instance', 'another'),
      expect: refused(404),
    },
  ],
};
