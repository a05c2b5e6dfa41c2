import { valid } from 'semver';
import { failed, passed, skipped, type Verdict } from './verdict.types.js';

const CONTRACT_LABEL = 'docker-broker.contract';
const SHARED_LABEL = 'docker-broker.shared';
const VERSION_LABEL = 'org.opencontainers.image.version';
const LONGEST_HEALTH_NS = 5_000_000_000;
const LARGEST_BYTES = 2 * 1024 ** 3;

/** What `docker image inspect` says of an image. */
export interface InspectedImage {
  readonly Size: number;
  readonly Config: {
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly Healthcheck?: { readonly Test?: readonly string[]; readonly Timeout?: number } | null;
  };
}

/** What an image says of itself. */
export interface Promises {
  /** Its scripts follow version 2 of the contract: each binding has a login of its own. */
  readonly isVersion2: boolean;
  /** Several instances may live in one container. */
  readonly isShared: boolean;
}

export function readPromises({ Config: { Labels } }: InspectedImage): Promises {
  return { isVersion2: Labels?.[CONTRACT_LABEL] === '2', isShared: Labels?.[SHARED_LABEL] === 'true' };
}

export function judgeContractLabel({ Config: { Labels } }: InspectedImage): Verdict {
  const label = Labels?.[CONTRACT_LABEL];
  if (label === '2') return passed('version 2');
  if (label === undefined) return skipped('none, so its scripts are taken for those of the first Docker Broker');
  return failed(`it is "${label}"`, `LABEL ${CONTRACT_LABEL}=2 is the only one there is; leave it out for version 1.`);
}

export function judgeVersionLabel({ Config: { Labels } }: InspectedImage): Verdict {
  const label = Labels?.[VERSION_LABEL];
  if (label === undefined) return skipped('none, so the catalog offers no maintenance');
  if (valid(label) !== null) return passed(label);
  return failed(`"${label}" is no semantic version`, `Say it as in LABEL ${VERSION_LABEL}=1.0.0.`);
}

export function judgePorts({ Config: { ExposedPorts } }: InspectedImage): Verdict {
  const ports = Object.keys(ExposedPorts ?? {});
  if (ports.length > 0) return passed(ports.join(', '));
  return failed('none, so nobody can reach the service', 'EXPOSE the port that clients connect to.');
}

export function judgeVolumes({ Config: { Volumes } }: InspectedImage): Verdict {
  const paths = Object.keys(Volumes ?? {});
  if (paths.length > 0) return passed(paths.join(', '));
  return skipped('none, so all data goes with the container, also when an update replaces it');
}

export function judgeHealthcheck({ Config: { Healthcheck } }: InspectedImage): Verdict {
  const [kind = 'NONE'] = Healthcheck?.Test ?? [];
  if (kind === 'NONE') return failed('none', 'Add HEALTHCHECK --interval=10s --timeout=5s CMD ["/healthy"].');
  const timeout = Healthcheck?.Timeout ?? 0;
  if (timeout > 0 && timeout <= LONGEST_HEALTH_NS) return passed();
  return failed('it may take more than 5 seconds', 'Give it --timeout=5s or less.');
}

export function judgeSize({ Size }: InspectedImage): Verdict {
  const size = `${Math.round(Size / 1e6)} MB`;
  if (Size <= LARGEST_BYTES) return passed(size);
  return failed(
    size,
    'Hosts pull it while somebody waits: remove package lists and build tools in the layer that adds them.',
  );
}
