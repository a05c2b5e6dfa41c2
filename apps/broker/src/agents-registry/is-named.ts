/** Whether `docker.allowInsecure` has the engine, as operators write it: in any letter case, IPv6 in brackets. */
export function isNamed(allowInsecure: readonly string[], host: string, port: number): boolean {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`.toLowerCase();
  return allowInsecure.some((name) => name.toLowerCase() === address);
}
