import { SEALED_COLUMNS } from '../../libs/persistence/src/secrets/sealed-columns.js';

interface Passed {
  readonly point: string;
  readonly name: string;
  readonly nth: number;
}

/** Where the values are: a step of a pass through another column renews the lease, and changes nothing. */
const FIRST_BATCH = SEALED_COLUMNS.findIndex(({ property }) => property === 'passwordSealed') + 1;
const BATCHES = [FIRST_BATCH, FIRST_BATCH + 1];

/** Of the points of a rotation those of the batches with values, and the first and the last one of each other commit. */
export function chooseRotationPoints(points: readonly string[]): readonly string[] {
  const passed = points.map(toPassed);
  const isLast = ({ name, nth }: Passed): boolean => !passed.some((one) => one.name === name && one.nth > nth);
  const isChosen = (one: Passed): boolean =>
    one.name.includes('reseal') ? BATCHES.includes(one.nth) : one.nth === 1 || isLast(one);
  return passed.filter(isChosen).map(({ point }) => point);
}

function toPassed(point: string): Passed {
  const [name = '', nth] = point.split('#');
  return { point, name, nth: Number(nth) };
}
