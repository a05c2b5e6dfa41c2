const SHORTEST = 4;
const HIDDEN = '[redacted]';

/**
 * A script's last words without the secrets that it was given: shells that trace their commands repeat them. Shorter
 * texts than four characters stay: they would hide half of every sentence.
 */
export function hideSecrets(text: string, given: unknown): string {
  return makeHider(given)(text);
}

/** The same for many texts: what is secret is looked through once. A thousand secrets take most of a millisecond a text. */
export function makeHider(given: unknown): (text: string) => string {
  const texts = textsOf(given).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const secrets = [...new Set(texts)].filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
