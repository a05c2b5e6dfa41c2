export const MISSED_BEATS = 3;

/** A host whose engine has not answered so often in a row is degraded. */
export const MOST_FAILURES = 3;

/** SQL of a host: somebody has found a reason to place nothing there. */
export const IS_UNSAFE = "COALESCE(engine_fault, '') <> ''";

/** SQL of a host: operators let new instances be placed there. */
export const IS_OPEN = "admission = 'open'";

/** A host is dead once it has missed three beats. */
export function isAlive(keepAliveSeconds: number, silentMs: number): boolean {
  return silentMs <= keepAliveSeconds * 1_000 * MISSED_BEATS;
}

/** One engine, one id: two engines may share an address, but not address and port. */
export function toHostId(host: { readonly dockerHost: string; readonly dockerPort: number }): string {
  return host.dockerHost.startsWith('unix://') ? host.dockerHost : `${host.dockerHost}:${host.dockerPort}`;
}
