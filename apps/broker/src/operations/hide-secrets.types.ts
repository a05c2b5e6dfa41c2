const SHORTEST = 4;
const HIDDEN = '[redacted]';

/**
 * A script's last words without the secrets that it was given: shells that trace their commands repeat them. Shorter
 * texts than four characters stay: they would hide half of every sentence.
 */
export function hideSecrets(text: string, given: unknown): string {
  const secrets = textsOf(given).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return secrets
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
