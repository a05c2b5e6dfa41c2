import type { HostPorts, InstanceLogin } from '#persistence';

const DEPTH_LIMIT = 32;
const PLACEHOLDER = /\$(?:HOST|USERNAME|PASSWORD|DBNAME|PORT_(\d+)|PORT)/g;

/**
 * What `$HOST`, `$PORT_<n>` and `$PORT` stand for, and `$USERNAME`, `$PASSWORD` and `$DBNAME` of an instance that has a
 * login of its own. `$PORT` is the host port of the lowest container port.
 */
export interface PlaceholderValues {
  readonly host?: string;
  readonly ports?: HostPorts;
  readonly login?: InstanceLogin | undefined;
}

/**
 * Fills in every text of a JSON value, at any depth. One pass, the longest name first (`$PORT_33060` before
 * `$PORT_3306`), and what was filled in is not looked at again. Names without a value stay as they are.
 */
export function fillPlaceholders(value: unknown, values: PlaceholderValues, depth = 0): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (typeof value !== 'object' || value === null || depth > DEPTH_LIMIT) return value;
  if (Array.isArray(value)) return value.map((item) => fillPlaceholders(item, values, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillPlaceholders(item, values, depth + 1)]),
  );
}

export function fillText(text: string, values: PlaceholderValues): string {
  const { host, login, ports = [] } = values;
  const named = { $HOST: host, $USERNAME: login?.username, $PASSWORD: login?.password, $DBNAME: login?.dbname };
  return text.replace(PLACEHOLDER, (name: string, containerPort: string | undefined) => {
    if (!name.startsWith('$PORT')) return named[name as keyof typeof named] ?? name;
    const claim = containerPort === undefined ? ports[0] : ports.find(({ port }) => port === Number(containerPort));
    return claim === undefined ? name : String(claim.hostPort);
  });
}
