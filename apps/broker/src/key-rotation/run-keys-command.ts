import type { KeyRotation } from '#persistence';
import { describeKeys } from './describe-keys.js';
import type { KeysCommand } from './read-keys-command.js';

const COMMANDS: Readonly<Record<KeysCommand, (rotation: KeyRotation) => Promise<readonly string[]>>> = {
  status: async (rotation) => describeKeys(await rotation.report()),
  rotate,
  'rotate --kek': rewrap,
};

/** Carries a command out; resolves to the lines that tell of it. Each may be repeated. */
export function runKeysCommand(command: KeysCommand, rotation: KeyRotation): Promise<readonly string[]> {
  return COMMANDS[command](rotation);
}

/** Brokers do the rest: who runs a command need not stay. */
async function rotate(rotation: KeyRotation): Promise<readonly string[]> {
  const { outcome, keyId } = await rotation.begin();
  if (outcome === 'under way') return [`${keyId}  is about to be taken into use already: look at its status.`];
  return [
    `${keyId}  is new: in 15 s brokers seal with it, then they seal anew what is sealed with the one before.`,
    'Look at its status until the one before is destroyed.',
  ];
}

async function rewrap(rotation: KeyRotation): Promise<readonly string[]> {
  const count = await rotation.rewrap();
  if (count === 0) return ['All data keys are wrapped with the first key of these settings already.'];
  return [`${count} data keys are wrapped with the first key of these settings now: put it first at every broker.`];
}
