import { answered, done } from '../answers.js';
import { CONTEXT, IDS, readService, updateService } from '../cloud-foundry-requests.js';
import type { Area } from '../table.types.js';

const PREVIOUS = { ...IDS, organization_id: CONTEXT.organization_guid, space_id: CONTEXT.space_guid };

export const CLOUD_FOUNDRY_UPDATES: Area = {
  name: 'Cloud Foundry’s updates',
  images: [
    { name: 'redis', plan: '100', planUpdateable: true, allowContextUpdates: true },
    {
      name: 'redis',
      plan: '200',
      planUpdateable: true,
      allowContextUpdates: true,
      maintenanceInfo: { version: '1.0.0' },
    },
  ],
  rows: [
    {
      ids: 'CFS-09 CFS-14 UPD-05 UPD-08 EXT-03',
      title: 'renames a service',
      given: 'ready',
      givenBody: { parameters: { a: 1 } },
      request: updateService({ context: { ...CONTEXT, instance_name: 'renamed' } }),
      expect: answered(200),
      then: [{ request: readService(), expect: answered(200, { body: { parameters: { a: 1 } } }) }],
    },
    {
      ids: 'CFS-09 CFS-10 UPD-07 UPD-14',
      title: 'changes the plan, with the version of the new one',
      given: 'ready',
      request: updateService({ plan_id: 'redis_200', maintenance_info: { version: '1.0.0' } }),
      expect: done(),
      then: [{ request: readService(), expect: answered(200, { body: { plan_id: 'redis_200' } }) }],
    },
    {
      ids: 'CFS-09 UPD-05',
      title: 'changes parameters',
      given: 'ready',
      givenBody: { parameters: { a: 1 } },
      request: updateService({ parameters: { b: 2 } }),
      expect: done(),
      then: [{ request: readService(), expect: answered(200, { body: { parameters: { a: 1, b: 2 } } }) }],
    },
    {
      ids: 'CFS-10 UPD-15',
      title: 'asks for the version that is there',
      given: 'ready',
      of: { service_id: 'redis', plan_id: 'redis_200' },
      request: updateService({
        plan_id: 'redis_200',
        maintenance_info: { version: '1.0.0' },
        previous_values: { ...PREVIOUS, plan_id: 'redis_200', maintenance_info: { version: '1.0.0' } },
      }),
      expect: answered(200),
    },
  ],
};
