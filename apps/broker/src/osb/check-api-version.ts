/** The lowest minor that is enough for us; Cloud Foundry announces 2.15 (HDR-04). */
const LOWEST_MINOR = 13;
const VERSION = /^2\.(\d{1,4})$/;

/** `undefined` when the version fits; else what to tell the platform (HDR-02, HDR-03, HDR-05). */
export function refuseApiVersion(header: string | readonly string[] | undefined): string | undefined {
  const minor = typeof header === 'string' ? VERSION.exec(header.trim())?.[1] : undefined;
  if (minor !== undefined && Number(minor) >= LOWEST_MINOR) return undefined;
  return `The header X-Broker-API-Version must say 2.${LOWEST_MINOR} or a later 2.x.`;
}
