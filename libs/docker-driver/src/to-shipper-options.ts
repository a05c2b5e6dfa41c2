import type { ContainerCreateOptions } from 'dockerode';

import { checkImageRef, checkName } from './check-name.js';
import type { LogShipperSpec } from './docker-driver.port.js';
import { toHostLimits } from './to-host-limits.js';

const PIDS = 256;

/**
 * The body of `POST /containers/create` for a log shipper. It is root, whom the logs belong to, and has no capability, no
 * port, a file system that cannot be written but for its volume, and nothing of the host but the logs, read-only.
 */
export function toShipperOptions(spec: LogShipperSpec, rootDir: string): ContainerCreateOptions {
  return {
    name: checkName(spec.name),
    Image: checkImageRef(spec.imageRef),
    Labels: { ...spec.labels },
    User: '0:0',
    HostConfig: {
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      Tmpfs: { '/run': 'size=8m', '/tmp': 'size=8m' },
      ...toHostLimits({ memoryBytes: spec.memoryBytes, pidsLimit: PIDS, restart: 'always' }),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
      NetworkMode: checkName(spec.networkName),
      Mounts: [
        { Type: 'volume', Source: checkName(spec.volume.volumeName), Target: spec.volume.path },
        { Type: 'bind', Source: `${rootDir}/containers`, Target: spec.containersPath, ReadOnly: true },
      ],
    },
  };
}
