import { answered, A_TEXT } from '../answers.js';
import { fetchInstance, plan, update } from '../requests.js';
import type { Area } from '../table.types.js';
import { UPDATE_IMAGES } from './update-images.js';

export const FIXED_PLANS: Area = {
  name: 'plans that stay',
  images: UPDATE_IMAGES,
  rows: [
    {
      ids: 'UPD-09 UPD-10 UPD-16 ERR-05',
      title: 'of a plan that stays is a 422 that will always be one',
      given: 'ready',
      of: plan('fixed'),
      request: update({ service_id: 'fixed', plan_id: 'fixed_200' }),
      expect: answered(422, { body: { description: A_TEXT, update_repeatable: false } }),
      then: [{ request: fetchInstance(), expect: answered(200, { body: plan('fixed') }) }],
    },
  ],
};
