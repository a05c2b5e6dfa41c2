import { pollUntil } from '../support/poll-until.js';
import { answersTcp } from './answers-tcp.js';
import { judgeUsers } from './judge-container.js';
import { TRIAL_HOST } from './to-trial-spec.js';
import type { Trial } from './trial.types.js';
import { failed, passed, type Verdict } from './verdict.types.js';

const PATIENCE_MS = 60_000;
const LOG = 'Look at what it prints: docker run --rm IMAGE.';

/** Whether the service comes up at all; without that nothing else can be tried. */
export async function checkStart(trial: Trial): Promise<boolean> {
  const { checklist, container, scripts } = trial;
  const isUp = await checklist.check('starts, without any more rights than a broker gives', async () => {
    await container.create();
    return stayUp(trial);
  });
  if (!isUp) return false;
  await checklist.check('becomes healthy', async () => {
    await pollUntil('a health check that succeeds', () => scripts.isHealthy(), PATIENCE_MS);
    return passed();
  });
  await checklist.check('answers on its ports', () => judgeAnswers(trial));
  await checklist.check('runs as a user of its own', async () => judgeUsers(await container.listPrograms()));
  return true;
}

/** Two looks, for what ends at once is started again at once. */
async function stayUp({ container }: Trial): Promise<Verdict> {
  const { state, startedAt } = await container.inspect();
  const isSame = await pollUntil('a container that stays up', async () => {
    const again = await container.inspect();
    if (again.startedAt !== startedAt || again.state !== 'running') return 'no' as const;
    return (await answersAny(container.ports)) ? ('yes' as const) : undefined;
  });
  if (state === 'running' && isSame === 'yes') return passed();
  return failed(`it ended right after its start: ${(await container.readTraces()).log.trim().slice(-300)}`, LOG);
}

function answersAny(ports: Trial['container']['ports']): Promise<boolean> {
  const tcp = ports.find(({ protocol }) => protocol === 'tcp');
  return tcp === undefined ? Promise.resolve(true) : answersTcp(TRIAL_HOST, tcp.hostPort);
}

async function judgeAnswers({ container }: Trial): Promise<Verdict> {
  for (const { port, protocol, hostPort } of container.ports) {
    if (protocol === 'tcp' && !(await answersTcp(TRIAL_HOST, hostPort)))
      return failed(
        `nobody answers on port ${port}`,
        'The server listens on all addresses (0.0.0.0 or *), not on 127.0.0.1.',
      );
  }
  return passed();
}
