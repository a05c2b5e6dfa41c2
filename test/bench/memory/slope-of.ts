/** How much `y` grows with each `x`, by least squares. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [x, y] = [meanOf(points.map(([one]) => one)), meanOf(points.map(([, one]) => one))];
  const both = points.reduce((sum, [one, other]) => sum + (one - x) * (other - y), 0);
  return both / points.reduce((sum, [one]) => sum + (one - x) ** 2, 0);
}
