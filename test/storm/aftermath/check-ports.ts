import type { Violation } from '../findings.js';
import type { Aftermath } from './aftermath.types.js';

/** N3: each running container publishes what is claimed for it, and no port is claimed or published twice. */
export function checkPorts({ stored, containers }: Aftermath): readonly Violation[] {
  const ours = containers.filter(({ instanceId }) => instanceId !== undefined);
  const published = ours.flatMap(({ instanceId = '', hostPorts }) => hostPorts.map((port) => `${instanceId}:${port}`));
  const claimed = stored.claims.map((claim) => `${claim.instance_id}:${claim.host_port}`);
  const ports = containers.flatMap(({ hostPorts }) => hostPorts);
  return [
    ...published.filter((one) => !claimed.includes(one)).map((one) => toViolation(one, 'is published but not claimed')),
    ...claimed.filter((one) => !published.includes(one)).map((one) => toViolation(one, 'is claimed but not published')),
    ...ports
      .filter((port, index) => ports.indexOf(port) !== index)
      .map((port) => ({ id: '', what: `port ${port} is published twice` })),
  ];
}

function toViolation(pair: string, what: string): Violation {
  const [id = '', port = ''] = pair.split(':');
  return { id, what: `port ${port} ${what}` };
}
