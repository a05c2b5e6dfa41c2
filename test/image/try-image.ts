import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { DockerodeDockerDriver } from '#docker-driver';
import { connectByUri } from '../support/connect-by-uri.js';
import { askEngine } from '../support/engine.js';
import { checkEnd } from './check-end.js';
import { checkImage } from './check-image.js';
import { checkLife } from './check-life.js';
import { checkNeighbours } from './check-neighbours.js';
import { checkShocks } from './check-shocks.js';
import { checkStart } from './check-start.js';
import { Checklist } from './checklist.js';
import { type InspectedImage, readPromises } from './judge-image.js';
import { TrialContainer } from './trial-container.js';
import { TrialScripts } from './trial-scripts.js';
import type { Trial } from './trial.types.js';

interface TrialOptions {
  readonly tell: (line: string) => void;
  /** Breaks off; what was made is removed all the same. */
  readonly signal: AbortSignal;
}

/** Leads an image through a whole life, and leaves nothing of it. */
export async function tryImage(imageRef: string, { tell, signal }: TrialOptions): Promise<Checklist> {
  const checklist = new Checklist(tell);
  const { status, body } = await askEngine('GET', `/images/${imageRef}/json`);
  if (status !== 200) throw new Error(`The engine has no image ${imageRef}.`);
  const image = body as InspectedImage;
  await checkImage(checklist, image);
  const docker = new DockerodeDockerDriver();
  const container = await TrialContainer.prepare(docker, imageRef);
  const scripts = new TrialScripts(container);
  const instanceId = `image-test-${randomUUID()}`;
  try {
    const trial = { checklist, container, scripts, promises: readPromises(image), instanceId, connect: connectByUri };
    await Promise.race([live(trial), breakOff(signal)]);
  } finally {
    await container.remove();
    docker.close();
  }
  return checklist;
}

async function live(trial: Trial): Promise<void> {
  if (!(await checkStart(trial))) return;
  if (!(await trial.scripts.has('/provision'))) {
    trial.checklist.skip('has lifecycle scripts', 'none: offer it with credentials in the plan, or write /provision');
    return;
  }
  const bindings = await checkLife(trial);
  if (bindings === undefined) return;
  await checkNeighbours(trial, bindings);
  await checkShocks(trial, bindings);
  await checkEnd(trial, bindings);
}

async function breakOff(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('The trial was broken off.');
}
