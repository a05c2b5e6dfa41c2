/** Inclusive on both ends. */
export interface PortRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Free ports of the range, or `undefined` when there are fewer than `count`. Starts at a random place, so that brokers
 * that choose at the same time seldom choose the same, and a port just given back is not the next to be handed out.
 */
export function choosePorts(
  range: PortRange,
  taken: ReadonlySet<number>,
  count: number,
  random: () => number = Math.random,
): readonly number[] | undefined {
  const size = range.max - range.min + 1;
  const start = Math.floor(random() * size);
  const chosen: number[] = [];
  for (let step = 0; step < size && chosen.length < count; step += 1) {
    const port = range.min + ((start + step) % size);
    if (!taken.has(port)) chosen.push(port);
  }
  return chosen.length === count ? chosen : undefined;
}
