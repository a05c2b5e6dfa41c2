import { answered, done } from '../answers.js';
import { CONTEXT, readService, updateService } from '../cloud-foundry-requests.js';
import type { Area } from '../table.types.js';
import { UPDATE_IMAGES } from './update-images.js';

export const CLOUD_FOUNDRY_UPDATES: Area = {
  name: 'Cloud Foundry’s updates',
  images: UPDATE_IMAGES,
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
      ids: 'CFS-09 UPD-05',
      title: 'changes parameters',
      given: 'ready',
      givenBody: { parameters: { a: 1 } },
      request: updateService({ parameters: { b: 2 } }),
      expect: done(),
      then: [{ request: readService(), expect: answered(200, { body: { parameters: { a: 1, b: 2 } } }) }],
    },
  ],
};
