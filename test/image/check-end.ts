import { type Bindings, judgeNote } from './check-life.js';
import { killInTheMiddle } from './check-shocks.js';
import { judgeRevoked, judgeSecrets } from './judge-container.js';
import { judgeScript } from './judge-script.js';
import { newBinding } from './trial-scripts.js';
import type { Bound, Trial } from './trial.types.js';
import { failed, passed, skipped, type Verdict, worstOf } from './verdict.types.js';

const ONLY_V2 = 'version 1: nothing tells /unbind which binding is meant';

/** Logins that go one after the other, then the instance. */
export async function checkEnd(trial: Trial, { one, two }: Bindings): Promise<void> {
  const { checklist, scripts, instanceId } = trial;
  await checklist.check('keeps passwords to itself', async () =>
    judgeSecrets([one, two].map(passwordOf), await trial.container.readTraces()),
  );
  await checkUnbind(trial, { one, two });
  await checklist.check('is unbound though there is no such login', async () => {
    const binding = newBinding(instanceId, 'never-bound');
    return judgeScript('/unbind', await scripts.run({ script: '/unbind', instanceId, binding }));
  });
  await checklist.check('bears a kill in the middle of /unbind', async () =>
    worstOf([await killInTheMiddle(trial, { script: '/unbind', binding: two }), await judgeGone(trial, [one, two])]),
  );
  await checkDeprovision(trial);
}

async function checkUnbind(trial: Trial, { one, two }: Bindings): Promise<void> {
  const { checklist, scripts, instanceId, promises } = trial;
  const unbind = async (): Promise<Verdict> =>
    judgeScript('/unbind', await scripts.run({ script: '/unbind', instanceId, binding: one }));
  await checklist.check('takes a login away at once', async () => {
    const open = promises.isVersion2 ? await trial.connect(one.credentials) : undefined;
    const end = await unbind();
    if (!promises.isVersion2) return worstOf([end, skipped(ONLY_V2)]);
    if (open === undefined) return worstOf([end, skipped('there is no client of its protocol here')]);
    const isOpen = await succeeds(() => open.read());
    await open.close();
    return worstOf([end, judgeRevoked(await isLetIn(trial, one), isOpen)]);
  });
  await checklist.check('leaves the other login as it is', () =>
    promises.isVersion2 ? judgeNote(trial, two) : skipped(ONLY_V2),
  );
  await checklist.check('is unbound again', unbind);
}

async function judgeGone(trial: Trial, bindings: readonly Bound[]): Promise<Verdict> {
  if (!trial.promises.isVersion2) return skipped(ONLY_V2);
  for (const bound of bindings)
    if (await isLetIn(trial, bound))
      return failed(`${bound.bindingId} gets in again`, 'What /unbind did is on the volume before it exits.');
  return passed();
}

async function checkDeprovision(trial: Trial): Promise<void> {
  const { checklist, scripts, instanceId } = trial;
  await checklist.check('is given back, and given back again', async () => {
    const deprovision = async (): Promise<Verdict> =>
      judgeScript('/deprovision', await scripts.run({ script: '/deprovision', instanceId }));
    return worstOf([await deprovision(), await deprovision()]);
  });
  await checklist.check('bears a kill in the middle of /deprovision', () =>
    killInTheMiddle(trial, { script: '/deprovision' }),
  );
}

async function isLetIn(trial: Trial, { credentials }: Bound): Promise<boolean> {
  return succeeds(async () => {
    const connection = await trial.connect(credentials);
    if (connection === undefined) throw new Error('There is no client.');
    await connection.close();
  });
}

async function succeeds(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch {
    return false;
  }
}

function passwordOf({ credentials, login }: Bound): string {
  return typeof credentials['password'] === 'string' ? credentials['password'] : login.password;
}
