import Docker from 'dockerode';
import { describe, expect, it } from 'vitest';

import { SharedCalls } from './shared-calls.js';

describe('SharedCalls', () => {
  const [docker, other] = [new Docker(), new Docker()];
  const count = (): { readonly call: () => Promise<number> } => {
    let calls = 0;
    return { call: () => Promise.resolve((calls += 1)) };
  };

  it('makes one call for all who ask the same in one turn, and another one later', async () => {
    const [shared, { call }] = [new SharedCalls(), count()];
    const ask = (): Promise<number> => shared.run(docker, 'image redis', call);

    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
  });

  it('keeps questions apart, and engines', async () => {
    const [shared, { call }] = [new SharedCalls(), count()];

    const answers = await Promise.all([
      shared.run(docker, 'image redis', call),
      shared.run(docker, 'image mysql', call),
      shared.run(other, 'image redis', call),
    ]);

    expect(answers).toEqual([1, 2, 3]);
  });

  it('sends after the last of them asked: nobody hears what was before its own question', async () => {
    const shared = new SharedCalls();
    let image = 'not there';
    const first = shared.run(docker, 'image', () => Promise.resolve(image));

    image = 'pulled';
    const second = shared.run(docker, 'image', () => Promise.resolve(image));

    expect(await Promise.all([first, second])).toEqual(['pulled', 'pulled']);
  });

  it('makes a call of its own for who asks while one is under way', async () => {
    const shared = new SharedCalls();
    const answers: ((answer: string) => void)[] = [];
    const ask = (): Promise<string> =>
      shared.run(docker, 'image', () => new Promise((resolve) => answers.push(resolve)));
    const first = ask();
    await new Promise((resolve) => setImmediate(resolve));

    const second = ask();
    await new Promise((resolve) => setImmediate(resolve));
    for (const [index, answer] of answers.entries()) answer(`call ${index}`);

    expect(await Promise.all([first, second])).toEqual(['call 0', 'call 1']);
  });

  it('tells all of a failure, and forgets it', async () => {
    const [shared, { call }] = [new SharedCalls(), count()];
    const fail = (): Promise<number> => Promise.reject(new Error('away'));

    const outcomes = await Promise.allSettled([shared.run(docker, 'image', fail), shared.run(docker, 'image', fail)]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await shared.run(docker, 'image', call)).toBe(1);
  });
});
