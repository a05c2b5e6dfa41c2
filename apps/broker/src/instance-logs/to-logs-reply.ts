import type { InstanceLog } from './read-instance-logs.js';

/** Body of GET /admin/instances/:instanceId/logs. */
export function toLogsReply({ instanceId, containerName, lines }: InstanceLog): object {
  return {
    instance_id: instanceId,
    container: containerName,
    lines: lines.map(({ time, stream, text }) => ({ time, stream, text })),
  };
}
