import { describe, expect, it } from 'vitest';
import { Gate } from '../operations/testing/gate.js';
import { SlowChecks } from './slow-checks.js';

describe('SlowChecks (T4)', () => {
  it('run one after another', async () => {
    const checks = new SlowChecks();
    let [running, most] = [0, 0];
    const check = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    };

    await Promise.all(Array.from({ length: 5 }, () => checks.run(check)));

    expect(most).toBe(1);
  });

  it('turn a flood away at once, but nobody who was right before', async () => {
    const checks = new SlowChecks();
    const gate = new Gate();
    const check = async (): Promise<string> => {
      await gate.opened;
      return 'checked';
    };
    const flood = Array.from({ length: 100 }, () => checks.run(check));
    const known = checks.runAnyway(check);

    expect(await flood[99]).toBe('busy');
    gate.open();
    const answers = await Promise.all(flood);
    expect(answers.filter((answer) => answer === 'checked')).toHaveLength(8);
    expect(await known).toBe('checked');
    expect(await checks.run(check)).toBe('checked');
  });

  it('go on after one that failed', async () => {
    const checks = new SlowChecks();

    await expect(checks.run(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    expect(await checks.run(() => Promise.resolve('checked'))).toBe('checked');
  });
});
