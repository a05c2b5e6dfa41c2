import { describe, expect, it } from 'vitest';
import { findBan, Forbids } from './forbids.decorator.js';
import { readObject } from './read-object.js';
import { Setting } from './setting.decorator.js';

class Fence {
  @Setting('text')
  readonly colour: string = 'green';
}

@Forbids(['barbedWire'], 'hurts')
class SafeFence extends Fence {}

class TallFence extends SafeFence {}

describe('Forbids', () => {
  it.each(['barbedWire', 'BARBEDWIRE', 'barbed_wire', 'barbed-wire'])('refuses %s, and says where', (name) => {
    expect(() => readObject(SafeFence, { [name]: true }, 'The fence')).toThrow(
      `The fence cannot be used:\n  ${name}: hurts`,
    );
  });

  it('holds for what inherits, and for nothing else', () => {
    expect(findBan(TallFence, 'barbedWire')).toBe('hurts');
    expect(findBan(Fence, 'barbedWire')).toBeUndefined();
    expect(readObject(Fence, { barbedWire: true }, 'The fence').warnings).toHaveLength(1);
  });

  it('warns of other names as before', () => {
    expect(readObject(TallFence, { color: 'red' }, 'The fence')).toEqual({
      value: { colour: 'green' },
      warnings: ['"color" is not a known property and is ignored; did you mean "colour"?'],
    });
  });
});
