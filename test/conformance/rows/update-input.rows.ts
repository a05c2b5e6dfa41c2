import { answered, refused } from '../answers.js';
import { fetchInstance, plan, update } from '../requests.js';
import type { Area, Row } from '../table.types.js';
import { UPDATE_IMAGES } from './update-images.js';

const wrong: readonly Row[] = [
  ...[undefined, null, '', 5, {}, 'nope', 'static'].map((value) => ['UPD-01', 'service_id', value] as const),
  ...['', 5, {}, 'nope', 'static_100'].map((value) => ['UPD-03', 'plan_id', value] as const),
  ...['text', 5, [], true].map((value) => ['UPD-06', 'parameters', value] as const),
  ...['text', 5, []].map((value) => ['UPD-08', 'context', value] as const),
  ...['text', 5, []].map((value) => ['UPD-07', 'previous_values', value] as const),
  ...['text', 5, { version: 5 }].map((value) => ['UPD-14', 'maintenance_info', value] as const),
].map(([ids, field, value]) => ({
  ids: `${ids} UPD-16 ERR-01 ERR-07`,
  title: `${field} ${value === undefined ? 'missing' : JSON.stringify(value)} is a 400`,
  given: 'ready' as const,
  givenBody: { parameters: { a: 1 } },
  request: update({ parameters: { b: 2 }, [field]: value }),
  expect: refused(400),
  then: [{ request: fetchInstance(), expect: answered(200, { body: { ...plan('redis'), parameters: { a: 1 } } }) }],
}));

const list: Row = {
  ids: 'UPD-14 ERR-01',
  title: 'maintenance_info [] is a 400',
  given: 'ready',
  request: update({ maintenance_info: [] }),
  expect: refused(400),
};

export const UPDATE_INPUT: Area = { name: 'update, malformed', images: UPDATE_IMAGES, rows: [...wrong, list] };
