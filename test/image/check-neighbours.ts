import { type Bindings, bind, judgeNote } from './check-life.js';
import { judgeScript } from './judge-script.js';
import { newBinding } from './trial-scripts.js';
import type { Bound, Trial } from './trial.types.js';
import { failed, passed, skipped, type Verdict, worstOf } from './verdict.types.js';

const OTHER = 'image-test-neighbour';
const TITLE = 'keeps instances in one container apart';

/** Two instances in one container, where the image says that they may be. */
export async function checkNeighbours(trial: Trial, { one }: Bindings): Promise<void> {
  const { checklist, promises, scripts } = trial;
  if (!promises.isShared) {
    checklist.skip(TITLE, 'it has no label docker-broker.shared=true, so each instance needs a container of its own');
    return;
  }
  await checklist.check('is provisioned for a second instance', async () =>
    judgeScript('/provision', await scripts.run({ script: '/provision', instanceId: OTHER })),
  );
  await checklist.check(TITLE, async () => {
    const binding = newBinding(OTHER, 'binding-3');
    return judgeApart(trial, { ...binding, credentials: await bind(trial, binding) });
  });
  await checklist.check('gives one instance back, and the other stays', async () =>
    worstOf([
      judgeScript('/deprovision', await scripts.run({ script: '/deprovision', instanceId: OTHER })),
      await judgeNote(trial, one),
    ]),
  );
}

/** A stranger may be refused, or find nothing: it is one to them who have the data. */
async function judgeApart(trial: Trial, stranger: Bound): Promise<Verdict> {
  const connection = await trial.connect(stranger.credentials);
  if (connection === undefined) return skipped('there is no client of its protocol here');
  const seen = await connection.read().catch(() => undefined);
  await connection.close();
  if (seen === undefined) return passed();
  return failed('a login of one instance reads what another one wrote', 'Make a database for each INSTANCE_ID.');
}
