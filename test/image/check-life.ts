import { judgeCredentials, judgeEnding, judgeScript } from './judge-script.js';
import { newBinding, type Binding } from './trial-scripts.js';
import type { Bound, Trial } from './trial.types.js';
import { failed, passed, skipped, type Verdict, worstOf } from './verdict.types.js';

const NOTE = 'written by the first binding';
const NO_CLIENT = 'there is no client of its protocol here; add one to test/support/connect-by-uri.ts';
const DATA = 'All bindings of an instance work on the same data, and what it holds is on a volume.';

export interface Bindings {
  readonly one: Bound;
  readonly two: Bound;
}

/** From scripts that come too early to two bindings that share their data. `undefined` when nothing can be bound. */
export async function checkLife(trial: Trial): Promise<Bindings | undefined> {
  await checkWrongOrder(trial);
  if (!(await checkProvision(trial))) return undefined;
  const one = await checkBind(trial, newBinding(trial.instanceId, 'binding-1'));
  if (one === undefined) return undefined;
  const { checklist, promises } = trial;
  const second = newBinding(trial.instanceId, 'binding-2');
  const two: Bound = { ...second, credentials: await bind(trial, second) };
  await checklist.check('gives a second binding a login of its own', () => judgeSecond(promises.isVersion2, one, two));
  await checklist.check('shows one binding what another wrote', async () =>
    worstOf([await judgeWriting(trial, one), await judgeNote(trial, two)]),
  );
  return { one, two };
}

async function checkWrongOrder({ checklist, scripts, instanceId }: Trial): Promise<void> {
  const binding = newBinding(instanceId, 'too-early');
  await checklist.check('bears /bind before /provision', async () =>
    judgeEnding('/bind', await scripts.run({ script: '/bind', instanceId, binding })),
  );
  await checklist.check('bears /unbind and /deprovision before /provision', async () =>
    worstOf([
      judgeScript('/unbind', await scripts.run({ script: '/unbind', instanceId, binding })),
      judgeScript('/deprovision', await scripts.run({ script: '/deprovision', instanceId })),
    ]),
  );
}

async function checkProvision({ checklist, scripts, instanceId }: Trial): Promise<boolean> {
  const provision = async (): Promise<Verdict> =>
    judgeScript('/provision', await scripts.run({ script: '/provision', instanceId }));
  const isThere = await checklist.check('is provisioned', provision);
  if (isThere) await checklist.check('is provisioned again', provision);
  return isThere;
}

async function checkBind(trial: Trial, binding: Binding): Promise<Bound | undefined> {
  const { checklist } = trial;
  let credentials: Bound['credentials'] = {};
  const isBound = await checklist.check('is bound', async () => {
    const end = await trial.scripts.run({ script: '/bind', instanceId: binding.instanceId, binding });
    credentials = trial.scripts.toCredentials(end);
    return judgeScript('/bind', end);
  });
  if (!isBound) return undefined;
  const bound = { ...binding, credentials };
  await checklist.check('names the credentials as clients do', () => judgeCredentials(credentials));
  await checklist.check('lets the login in', () => judgeLogin(trial, bound));
  await checklist.check('is bound again, and the login stays', async () => {
    const again = { ...binding, credentials: await bind(trial, binding) };
    return judgeLogin(trial, again);
  });
  return bound;
}

/** The credentials of a binding that is made, or made again. */
export async function bind({ scripts }: Trial, binding: Binding): Promise<Bound['credentials']> {
  const end = await scripts.run({ script: '/bind', instanceId: binding.instanceId, binding });
  const { mark, says } = judgeScript('/bind', end);
  if (mark === 'failed') throw new Error(says);
  return scripts.toCredentials(end);
}

async function judgeLogin(trial: Trial, { credentials }: Bound): Promise<Verdict> {
  const connection = await trial.connect(credentials);
  await connection?.close();
  return connection === undefined ? skipped(NO_CLIENT) : passed();
}

function judgeSecond(isVersion2: boolean, one: Bound, two: Bound): Verdict {
  if (!isVersion2) return skipped('version 1: bindings may share one login');
  const isOwn = one.credentials['password'] !== two.credentials['password'];
  return isOwn ? passed() : failed('both have the same password', 'Make a login USERNAME with the password PASSWORD.');
}

async function judgeWriting(trial: Trial, { credentials }: Bound): Promise<Verdict> {
  const connection = await trial.connect(credentials);
  if (connection === undefined) return skipped(NO_CLIENT);
  await connection.write(NOTE);
  await connection.close();
  return passed();
}

/** Whether a binding still gets in, and still reads what the first one wrote. */
export async function judgeNote(trial: Trial, { credentials }: Bound): Promise<Verdict> {
  const connection = await trial.connect(credentials);
  if (connection === undefined) return skipped(NO_CLIENT);
  const note = await connection.read();
  await connection.close();
  return note === NOTE ? passed() : failed('it does not read what was written', DATA);
}
