import { describe, expect, it } from 'vitest';
import { describeLack, keepLabelled } from './keep-labelled.js';

const BARE = { labels: {} };
const FAST = { labels: { disk: 'ssd' } };
const NEAR = { labels: { disk: 'ssd', zone: 'a' } };
const ALL = [BARE, FAST, NEAR];

describe('keepLabelled', () => {
  it.each([
    ['nothing', undefined, ALL],
    ['no label', {}, ALL],
    ['one', { disk: 'ssd' }, [FAST, NEAR]],
    ['all of several', { zone: 'a', disk: 'ssd' }, [NEAR]],
  ])('where a plan asks for %s', (_, hostLabels, kept) => {
    expect(keepLabelled(ALL, { ...(hostLabels === undefined ? {} : { hostLabels }) })).toEqual(kept);
  });

  it.each<Readonly<Record<string, string>>>([
    { disk: 'hdd' },
    { disk: 'SSD' },
    { zone: 'a', disk: 'hdd' },
    { toString: 'x' },
  ])('keeps none where no host has %j', (hostLabels) => {
    expect(keepLabelled(ALL, { hostLabels })).toEqual([]);
  });
});

describe('describeLack', () => {
  it('names all labels that are wanted', () => {
    expect(describeLack({ hostLabels: { disk: 'hdd', zone: 'b' } })).toBe(
      'No Docker host that is available has the labels of this plan: disk=hdd, zone=b. Ask the operator for one.',
    );
  });
});
