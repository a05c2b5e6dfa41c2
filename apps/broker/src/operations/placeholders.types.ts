import type { HostPorts } from '#persistence';

const DEPTH_LIMIT = 32;

/** What `$HOST`, `$PORT_<n>` and `$PORT` stand for. `$PORT` is the host port of the lowest container port. */
export interface PlaceholderValues {
  readonly host: string;
  readonly ports: HostPorts;
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

export function fillText(text: string, { host, ports }: PlaceholderValues): string {
  return text.replace(/\$(?:HOST|PORT_(\d+)|PORT)/g, (name: string, containerPort: string | undefined) => {
    if (name === '$HOST') return host;
    const claim = containerPort === undefined ? ports[0] : ports.find(({ port }) => port === Number(containerPort));
    return claim === undefined ? name : String(claim.hostPort);
  });
}
