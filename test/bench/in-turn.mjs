/**
 * Measures several things in turn, each round in the other order, so that neither what else the machine does nor who
 * comes first favours one. A first round that is not counted warms up engine, compiler and page cache.
 * @template {string} Name
 * @param {number} rounds
 * @param {Readonly<Record<Name, () => Promise<number>>>} measures
 * @returns {Promise<Record<Name, number[]>>} of each, its figures in the order of the rounds
 */
export async function inTurn(rounds, measures) {
  const names = /** @type {Name[]} */ (Object.keys(measures));
  /** @type {Partial<Record<Name, number[]>>} */
  const figures = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const figure = await measures[name]();
      if (round > 0) (figures[name] ??= []).push(figure);
    }
    names.reverse();
  }
  return /** @type {Record<Name, number[]>} */ (figures);
}
