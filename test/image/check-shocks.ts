import { pollUntil } from '../support/poll-until.js';
import { bind, type Bindings, judgeNote } from './check-life.js';
import { GARBAGE } from './garbage.js';
import { judgeStop } from './judge-container.js';
import { judgeEnding, judgeScript } from './judge-script.js';
import { newBinding, type Script } from './trial-scripts.js';
import type { Trial } from './trial.types.js';
import { failed, passed, type Verdict, worstOf } from './verdict.types.js';

const AFTER_A_KILL = 'After a kill the same script runs again, in a server that has just started: wait for it first.';

/** Garbage, updates, a restart and kills: afterwards the first binding works as before. */
export async function checkShocks(trial: Trial, { one, two }: Bindings): Promise<void> {
  const { checklist } = trial;
  const hasUpdate = await trial.scripts.has('/update');
  if (hasUpdate) await checkUpdate(trial);
  else checklist.skip('is updated, and updated again', 'it has no /update, so no parameters can be changed');
  for (const script of ['/provision', ...(hasUpdate ? ['/update' as const] : []), '/bind'] as const)
    await checklist.check(`bears garbage as parameters of ${script}`, () => judgeGarbage(trial, script));
  await checklist.check('works on after the garbage', () => judgeNote(trial, one));
  await checkRestart(trial, { one, two });
  for (const script of ['/provision', ...(hasUpdate ? ['/update' as const] : []), '/bind'] as const)
    await checklist.check(`bears a kill in the middle of ${script}`, async () => {
      const binding = script === '/bind' ? { binding: two } : {};
      return worstOf([await killInTheMiddle(trial, { script, ...binding }), await judgeNoteSoon(trial, one)]);
    });
}

async function checkUpdate({ checklist, scripts, instanceId }: Trial): Promise<void> {
  await checklist.check('is updated, and updated again', async () => {
    const update = async (): Promise<Verdict> =>
      judgeScript('/update', await scripts.run({ script: '/update', instanceId }));
    return worstOf([await update(), await update()]);
  });
}

async function judgeGarbage(trial: Trial, script: Script): Promise<Verdict> {
  const { scripts, instanceId } = trial;
  const binding = script === '/bind' ? { binding: newBinding(instanceId, 'garbage') } : {};
  for (const [kind, stdin] of Object.entries(GARBAGE)) {
    const verdict = judgeEnding(script, await scripts.run({ script, instanceId, stdin, ...binding }));
    if (verdict.mark === 'failed') return { ...verdict, says: `${kind}: ${verdict.says}` };
  }
  if (binding.binding !== undefined) await scripts.run({ script: '/unbind', instanceId, ...binding });
  return passed();
}

async function checkRestart(trial: Trial, { one, two }: Bindings): Promise<void> {
  const { checklist, container } = trial;
  await checklist.check('stops within 10 seconds', async () => {
    const { exitCode, seconds } = await container.stop();
    return judgeStop(exitCode, seconds);
  });
  await checklist.check('runs scripts right after a start', async () => {
    await container.start();
    await bind(trial, two);
    return passed();
  });
  await checklist.check('keeps data and logins over a restart', () => judgeNoteSoon(trial, one));
}

interface Killed {
  readonly script: Script;
  readonly binding?: Bindings['one'];
}

/** Cuts a script short together with its container, and runs it again. */
export async function killInTheMiddle(trial: Trial, killed: Killed): Promise<Verdict> {
  const run = { instanceId: trial.instanceId, ...killed };
  await trial.scripts.runAndKill(run);
  return judgeScript(killed.script, await trial.scripts.run(run), AFTER_A_KILL);
}

/** Right after a start the port may need a moment, though the scripts have found the server. */
export async function judgeNoteSoon(trial: Trial, bound: Bindings['one']): Promise<Verdict> {
  try {
    return await pollUntil('the login', () => judgeNote(trial, bound), 20_000);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return failed(`the login of a binding does not work any more: ${cause}`, 'Keep logins on the volume as well.');
  }
}
