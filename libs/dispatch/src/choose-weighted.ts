/**
 * One of the items, each as likely as its weight says; weights are positive. `undefined` when there is none.
 *
 * @param weightOf asked once for each item
 */
export function chooseWeighted<Item>(
  items: readonly Item[],
  weightOf: (item: Item) => number,
  random: () => number,
): Item | undefined {
  const weights = items.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = random() * total;
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return items[index] ?? items.at(-1);
}
