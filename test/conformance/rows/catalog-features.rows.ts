import { answered } from '../answers.js';
import { catalog } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const COSTS = [{ amount: { usd: 9.5 }, unit: 'MONTHLY' }];
const INFO = { version: '1.2.3-rc.1+b', description: 'A restart of a few seconds.' };

const FIELDS: readonly (readonly [ids: string, service: object])[] = [
  ['CAT-13', { requires: ['syslog_drain'] }],
  ['CAT-16 UPD-08 CFS-14', { allow_context_updates: true }],
  ['CAT-17 CAT-23', { plans: [{ plan_updateable: true }, { plan_updateable: false }] }],
  ['CAT-24', { plans: [{ binding_rotatable: true }, { binding_rotatable: false }] }],
  ['CAT-25 POL-01 CCT-04', { plans: [{ maximum_polling_duration: 3_600 }, {}] }],
  ['CAT-26 CAT-27 CCC-10', { plans: [{ maintenance_info: INFO }, {}] }],
  ['CAT-28 CAT-29 CFM-03', { plans: [{ metadata: { displayName: 'Small', bullets: ['1 GB'], costs: COSTS } }, {}] }],
  [
    'CAT-19 CFM-04 CCC-06',
    { dashboard_client: { id: 'client', secret: 'client-secret', redirect_uri: 'https://dashboard.example.org' } },
  ],
];

const rows: readonly Row[] = FIELDS.map(([ids, service]) => ({
  ids,
  title: `the catalog has ${JSON.stringify(service).slice(0, 60)}`,
  request: catalog(),
  expect: answered(200, { body: { services: [service] } }),
}));

export const CATALOG_FEATURES: Area = {
  name: 'catalog, all of it',
  images: [
    {
      name: 'redis',
      plan: '100',
      requires: ['syslog_drain'],
      allowContextUpdates: true,
      planUpdateable: true,
      bindingRotatable: true,
      maximumPollingDuration: 3_600,
      maintenanceInfo: INFO,
      planMetadata: { displayName: 'Small', bullets: ['1 GB'], costs: COSTS },
      dashboardClient: { id: 'client', secret: 'client-secret', redirect_uri: 'https://dashboard.example.org' },
    },
    { name: 'redis', plan: '200', planUpdateable: false, bindingRotatable: false },
  ],
  rows,
};
