import { describe, expect, it } from 'vitest';
import { fillPlaceholders, fillText } from '../../apps/broker/src/operations/placeholders.types.js';
import { fillSlowly, makePlaceholderText, VALUES } from './placeholder-texts.js';
import { playRounds, scaled, SEED } from './scale.js';

const COUNT = scaled(10_000);
const toJson = (value: unknown): string => JSON.stringify(value);

/** Texts in lists and objects, each as `toText` has it. */
function shapeOf(texts: readonly string[], toText: (text: string) => string): object {
  const all = texts.map(toText);
  return { $HOST: all, n: [1, null, { x: all }], '': [[{ $PORT: toText(texts.join('|')) }]] };
}

describe(`texts with placeholders (FUZZ_SEED=${SEED})`, () => {
  it('are filled in as a reader would who goes from letter to letter, once (T24)', async () => {
    const faults = await playRounds(COUNT, (dice) => {
      const text = makePlaceholderText(dice);
      const [wanted, filled] = [fillSlowly(text), fillText(text, VALUES)];
      return filled === wanted ? undefined : toJson({ text, filled, wanted }).slice(0, 1_000);
    });

    expect(faults).toEqual([]);
  });

  it('are filled in at any depth, and keys are left alone (T24)', async () => {
    const faults = await playRounds(COUNT, (dice) => {
      const texts = [makePlaceholderText(dice), makePlaceholderText(dice)];
      const asTheyAre = shapeOf(texts, (text) => text);
      const [wanted, filled] = [shapeOf(texts, fillSlowly), fillPlaceholders(asTheyAre, VALUES)].map(toJson);
      return filled === wanted ? undefined : toJson({ texts, filled, wanted }).slice(0, 1_000);
    });

    expect(faults).toEqual([]);
  });
});
