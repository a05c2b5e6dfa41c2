import { answered, CONFLICT, done, refused } from '../answers.js';
import { fetchInstance, plan, provision, update } from '../requests.js';
import { CONTEXT, readService, updateService } from '../cloud-foundry-requests.js';
import type { Area, Row } from '../table.types.js';
import { UPDATE_IMAGES } from './update-images.js';

const maintenance: readonly Row[] = [
  ...['1.0.0', '2.0.0'].map((version) => ({
    ids: 'UPD-14 PROV-12 ERR-06 UPD-16',
    title: `to maintenance ${version} of a plan that has none is MaintenanceInfoConflict`,
    given: 'ready' as const,
    request: update({ maintenance_info: { version } }),
    expect: refused(422, CONFLICT),
  })),
  {
    ids: 'UPD-14 UPD-16 ERR-06',
    title: 'to another version than the catalog’s is MaintenanceInfoConflict, and changes nothing',
    given: 'ready',
    of: plan('kept'),
    request: update({ service_id: 'kept', parameters: { a: 1 }, maintenance_info: { version: '1.0.1' } }),
    expect: refused(422, CONFLICT),
    then: [{ request: fetchInstance(), expect: answered(200, { without: ['parameters.a'] }) }],
  },
  {
    ids: 'UPD-15 CFS-10',
    title: 'to the version that it has is nothing to do',
    given: 'ready',
    of: plan('kept'),
    request: update({ service_id: 'kept', maintenance_info: { version: '1.0.0', description: 'other words' } }),
    expect: answered(200),
    then: [{ request: fetchInstance(), expect: answered(200, { body: { maintenance_info: { version: '1.0.0' } } }) }],
  },
  {
    ids: 'UPD-14 CFS-10',
    title: 'to another plan has the version of that one',
    given: 'ready',
    of: plan('kept'),
    request: update({ ...plan('kept', '200'), maintenance_info: { version: '2.0.0' } }),
    expect: done(),
    then: [{ request: fetchInstance(), expect: answered(200, { body: { maintenance_info: { version: '2.0.0' } } }) }],
  },
  {
    ids: 'UPD-14',
    title: 'to another plan with the version of the old one is MaintenanceInfoConflict',
    given: 'ready',
    of: plan('kept'),
    request: update({ ...plan('kept', '200'), maintenance_info: { version: '1.0.0' } }),
    expect: refused(422, CONFLICT),
    then: [{ request: fetchInstance(), expect: answered(200, { body: plan('kept') }) }],
  },
  {
    ids: 'UPD-15 GETI-07',
    title: 'to a version that is new in the catalog does the maintenance',
    given: 'ready',
    of: plan('aging'),
    administered: {
      method: 'PUT',
      url: '/My%20Docker%20Catalog/image/aging',
      body: { name: 'aging', plan: '100', planUpdateable: true, maintenanceInfo: { version: '1.1.0' } },
    },
    request: update({ service_id: 'aging', maintenance_info: { version: '1.1.0' } }),
    expect: done(),
    then: [{ request: fetchInstance(), expect: answered(200, { body: { maintenance_info: { version: '1.1.0' } } }) }],
  },
];

const provisions: readonly Row[] = [
  {
    ids: 'PROV-12 ERR-06',
    title: 'a provision with a version that the plan does not have is MaintenanceInfoConflict',
    request: provision({ maintenance_info: { version: '1.0.0' } }),
    expect: refused(422, CONFLICT),
    then: [{ request: fetchInstance(), expect: refused(404) }],
  },
  {
    ids: 'PROV-12',
    title: 'a provision with another version is MaintenanceInfoConflict',
    request: provision({ ...plan('kept'), maintenance_info: { version: '1.0.1' } }),
    expect: refused(422, CONFLICT),
  },
  {
    ids: 'PROV-13 CFS-11',
    title: 'a provision with the whole maintenance_info is taken, and compared by the version alone',
    request: provision({ ...plan('kept'), maintenance_info: { version: '1.0.0', description: 'x', more: 1 } }),
    expect: answered([201, 202], { end: 'succeeded' }),
    then: [{ request: provision({ ...plan('kept'), maintenance_info: { version: '1.0.0' } }), expect: answered(200) }],
  },
];

/** As Cloud Foundry asks for it. */
const upgrades: readonly Row[] = [
  {
    ids: 'CFS-09 CFS-10 UPD-07 UPD-14',
    title: 'Cloud Foundry changes the plan, with the version of the new one',
    given: 'ready',
    of: plan('kept'),
    request: updateService({ ...plan('kept', '200'), maintenance_info: { version: '2.0.0' } }),
    expect: done(),
    then: [{ request: readService(), expect: answered(200, { body: plan('kept', '200') }) }],
  },
  {
    ids: 'CFS-10 UPD-15',
    title: 'Cloud Foundry asks for the version that is there',
    given: 'ready',
    of: plan('kept', '200'),
    request: updateService({
      ...plan('kept', '200'),
      maintenance_info: { version: '2.0.0' },
      context: CONTEXT,
      previous_values: { ...plan('kept', '200'), maintenance_info: { version: '2.0.0' } },
    }),
    expect: answered(200),
  },
];

export const MAINTENANCE: Area = {
  name: 'maintenance',
  images: UPDATE_IMAGES,
  rows: [...maintenance, ...upgrades, ...provisions],
};
