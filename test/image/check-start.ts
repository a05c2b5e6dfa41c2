import { pollUntil } from '../support/poll-until.js';
import { answersTcp } from './answers-tcp.js';
import { judgeUsers } from './judge-container.js';
import { TRIAL_HOST } from './to-trial-spec.js';
import type { Trial } from './trial.types.js';
import { failed, passed, type Verdict } from './verdict.types.js';

const PATIENCE_MS = 60_000;
const LAST_WORDS = 300;
const LOG = 'Try docker run --rm with --cap-drop ALL, and make it listen on all addresses of the container.';

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

/** A container that ends is started again at once, so its start is looked at twice. */
async function stayUp({ container }: Trial): Promise<Verdict> {
  const { startedAt } = await container.inspect();
  const end = await pollUntil('an answer on its port', async () => {
    const now = await container.inspect();
    if (now.startedAt !== startedAt || now.state !== 'running') return 'ended';
    return (await answersAny(container.ports)) ? 'answers' : undefined;
  }).catch(() => 'is silent');
  if (end === 'answers') return passed();
  const { log } = await container.readTraces();
  const words = log.trim().slice(-LAST_WORDS);
  return failed(`${end === 'ended' ? 'it ended right after its start' : 'nobody answers on its port'}: ${words}`, LOG);
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
