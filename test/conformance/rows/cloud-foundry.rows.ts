import { A_TEXT, answered, created, done, refused, told } from '../answers.js';
import {
  bindTo,
  createService,
  deleteService,
  fromCloudController,
  pollService,
  readBinding,
  readService,
  unbindService,
} from '../cloud-foundry-requests.js';
import { catalog, deprovision, unbind } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const APP = {
  app_guid: '8d4a4b4f-9a5e-4e6f-8d1a-7b112f1a8d1e',
  space_guid: '2f1a8d1e-8d4a-4b4f-9a5e-4e6f0d1a7b11',
  app_annotations: { 'prefix.example.org/tier': 'front' },
};
const NOBODY = '';

const binds: readonly Row[] = [
  ['an app', bindTo(APP, { app_guid: APP.app_guid })],
  ['an app of another space', bindTo({ ...APP, space_guid: 'another' }, { app_guid: APP.app_guid })],
  ['a service key', bindTo({ credential_client_id: 'cc_service_key_client' })],
  ['a service key without CredHub', bindTo({})],
  ['an app, with parameters', bindTo(APP, { app_guid: APP.app_guid, parameters: { mode: 'r' } })],
].map(([what, request]) => ({
  ids: 'CFS-13 CFS-15 CFS-16 CFS-19 BIND-03 BIND-04',
  title: `binds ${what as string}`,
  given: 'ready' as const,
  request: request as Row['request'],
  expect: created({ body: { credentials: { uri: A_TEXT } } }),
  then: [
    { request: readBinding(), expect: answered(200, { body: { credentials: { uri: A_TEXT } } }) },
    { request: request as Row['request'], expect: answered(200) },
    { request: unbindService(), expect: done() },
  ],
}));

export const CLOUD_FOUNDRY: Area = {
  name: 'Cloud Foundry',
  rows: [
    {
      ids: 'CFS-01 CFS-02 CFS-03 CFS-04 CCC-13 CCC-14',
      title: 'reads the catalog',
      request: fromCloudController(catalog()),
      expect: answered(200, { headers: { 'content-encoding': undefined } }),
    },
    {
      ids: 'CFS-04 HDR-06',
      title: 'reads the catalog for nobody',
      request: fromCloudController(catalog(), NOBODY),
      expect: answered(200),
    },
    {
      ids: 'CFS-01 CFS-03 CFS-05 CFS-12 CFS-13 CFS-19 CCT-03',
      title: 'creates a service, polls at once, reads and deletes it',
      request: createService(),
      expect: created(),
      then: [
        { request: readService(), expect: answered(200) },
        { request: createService(), expect: answered(200) },
        { request: deleteService(), expect: done() },
        { request: deleteService(), expect: refused(410) },
      ],
    },
    {
      ids: 'CFS-12 CFS-21 GETI-06',
      title: 'creates a service with parameters',
      request: createService({ parameters: { size: 1 } }),
      expect: created(),
      then: [{ request: readService(), expect: answered(200, { body: { parameters: { size: 1 } } }) }],
    },
    {
      ids: 'CFS-18 CCT-03 ASY-10',
      title: 'polls at once',
      given: 'creating',
      request: pollService(),
      expect: told('in progress'),
    },
    {
      ids: 'CFS-06 CFS-20 CCT-12',
      title: 'deletes what is still being made',
      given: 'creating',
      request: deleteService(),
      expect: answered([200, 202], { end: 'succeeded' }),
      then: [{ request: deleteService(), expect: refused(410) }],
    },
    {
      ids: 'CFS-04 CFS-06 CCT-10 CCT-11',
      title: 'cleans up for nobody',
      given: 'ready',
      request: fromCloudController(deprovision(), NOBODY),
      expect: done(),
    },
    {
      ids: 'CCT-13 CFS-19',
      title: 'cleans up a key without accepts_incomplete',
      given: 'bound',
      request: fromCloudController(unbind('plan_id=redis_100&service_id=redis'), NOBODY),
      expect: answered(200, { body: {} }),
    },
    {
      ids: 'CFS-17 BIND-15',
      title: 'binds a route, though the service does not ask for it',
      given: 'ready',
      request: bindTo({ route: 'host.example.org/path' }),
      expect: answered([201, 202, 400], { without: ['route_service_url'] }),
    },
    ...binds,
  ],
};
