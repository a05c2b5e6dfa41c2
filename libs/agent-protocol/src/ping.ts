import { FieldReader } from './field-reader.js';
import { isHostAddress, isSocketAddress } from './host-address.js';
import { type HostReport, readHostReport, writeHostReport } from './host-report.js';
import { ProtocolError } from './protocol.errors.js';
import { toGoJson } from './to-go-json.js';

const LAST_PORT = 65_535;
/** Go's zero time: what the original's agent sends as the time of its start. */
const NEVER = '0001-01-01T00:00:00Z';

/** For an agent that names no range: below the kernel's ephemeral ports, which any program may be given at any time. */
export const DEFAULT_PORT_RANGE = { min: 20_000, max: 29_999 } as const;

/** An agent's sign of life: where its host is, and whether and how it may be used. */
export interface Ping extends HostReport {
  /** The address that credentials name (`$HOST`). */
  readonly serviceHost: string;
  /** How the broker reaches the host's Docker: a host name, an IP address or `unix:///absolute/path`. */
  readonly dockerHost: string;
  /** 0 with a `unix://` address. */
  readonly dockerPort: number;
  /** Whether new instances may be placed here. */
  readonly isActive: boolean;
  /** Less is better. */
  readonly perfFactor: number;
  /** Time to the next ping; a host is dead after three times that. */
  readonly keepAliveSeconds: number;
  /** This and `execArgs` are kept for the original's sake; nothing runs on their word. */
  readonly execCommand: string;
  readonly execArgs: string;
  /** Host ports for containers, both ends included. */
  readonly portbindMin: number;
  readonly portbindMax: number;
}

/**
 * Reads the body of `POST /ping` in the shapes of the original's agent and of its README, keys in any letter case;
 * `StartedAt`, `LastPing`, `Portbindings` and unknown keys are ignored. Throws `ProtocolError`.
 */
export function readPing(body: unknown): Ping {
  const fields = new FieldReader(body);
  const address = readAddress(fields);
  return {
    serviceHost: readServiceHost(fields, address.dockerHost),
    ...address,
    isActive: fields.flag('IsActive', true),
    perfFactor: fields.number('PerfFactor', { min: 0, max: 1e9, missing: 1 }),
    keepAliveSeconds: fields.whole('KeepAlive', { min: 1, max: 86_400 }),
    execCommand: fields.text('ExecCommand', { longest: 1024 }),
    execArgs: fields.text('ExecArgs', { longest: 4096 }),
    ...readPortRange(fields),
    ...readHostReport(fields),
  };
}

/** The body as the original's agent writes it, byte for byte; what it does not know follows its last key. */
export function writePing(ping: Ping): string {
  return toGoJson({
    ServiceHost: ping.serviceHost,
    DockerHost: ping.dockerHost,
    DockerPort: ping.dockerPort,
    StartedAt: NEVER,
    IsActive: ping.isActive,
    PerfFactor: ping.perfFactor,
    ExecCommand: ping.execCommand,
    ExecArgs: ping.execArgs,
    KeepAlive: ping.keepAliveSeconds,
    Portbind_min: ping.portbindMin,
    Portbind_max: ping.portbindMax,
    ...writeHostReport(ping),
  });
}

function readAddress(fields: FieldReader): Pick<Ping, 'dockerHost' | 'dockerPort'> {
  const dockerHost = fields.text('DockerHost', { longest: 255 });
  if (isSocketAddress(dockerHost)) {
    return { dockerHost, dockerPort: fields.whole('DockerPort', { min: 0, max: LAST_PORT, missing: 0 }) };
  }
  if (!isHostAddress(dockerHost)) {
    throw new ProtocolError('DockerHost', 'a host name, an IP address or unix:///absolute/path');
  }
  return { dockerHost, dockerPort: fields.whole('DockerPort', { min: 1, max: LAST_PORT }) };
}

/** A host that says no address of its own is reached where its Docker is. */
function readServiceHost(fields: FieldReader, dockerHost: string): string {
  const serviceHost = fields.text('ServiceHost', { longest: 255 }) || dockerHost;
  if (!isHostAddress(serviceHost)) {
    throw new ProtocolError('ServiceHost', 'a host name or an IP address');
  }
  return serviceHost;
}

/** Both ends are 0 in the original when its configuration lacks them. */
function readPortRange(fields: FieldReader): Pick<Ping, 'portbindMin' | 'portbindMax'> {
  const portbindMin = fields.whole('Portbind_min', { min: 0, max: LAST_PORT, missing: 0 });
  const portbindMax = fields.whole('Portbind_max', { min: 0, max: LAST_PORT, missing: 0 });
  if (portbindMin === 0 && portbindMax === 0) {
    return { portbindMin: DEFAULT_PORT_RANGE.min, portbindMax: DEFAULT_PORT_RANGE.max };
  }
  if (portbindMin === 0) {
    throw new ProtocolError('Portbind_min', `a whole number from 1 to ${LAST_PORT}`);
  }
  if (portbindMax < portbindMin) {
    throw new ProtocolError('Portbind_max', `a whole number from Portbind_min to ${LAST_PORT}`);
  }
  return { portbindMin, portbindMax };
}
