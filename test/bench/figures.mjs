/** Sums up repeated measurements; all in the unit that was measured. */

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * @param {readonly number[]} values
 * @param {number} part 0 to 1
 */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/**
 * One line of the report: ours against the floor, pair by pair, so that what else the machine does hits both.
 * @param {string} name
 * @param {{ ours: readonly number[], floor: readonly number[], unit: string, target: string }} measured
 */
export function toReportLine(name, { ours, floor, unit, target }) {
  const ratios = ours.map((value, index) => value / (floor[index] ?? Number.NaN));
  const spread = `${quantile(ratios, 0.1).toFixed(2)}–${quantile(ratios, 0.9).toFixed(2)}`;
  const figures = `${median(ours).toFixed(0)} / ${median(floor).toFixed(0)} ${unit}`;
  return `| ${name} | ${figures} | ${median(ratios).toFixed(2)} | ${spread} | ${target} |`;
}
