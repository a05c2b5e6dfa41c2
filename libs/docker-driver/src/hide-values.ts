import { EngineStatusError } from './engine-status.error.js';

const SHORTEST = 4;

/**
 * An engine's refusal may repeat what it was sent, and values of variables are passwords more often than not: they are
 * left out before anybody reads it (T19). Shorter ones than four characters stay, they would hide half of every sentence.
 */
export async function hideValues<T>(environment: Readonly<Record<string, string>>, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof EngineStatusError)) throw error;
    throw new EngineStatusError(error.statusCode, withoutValues(error.message, Object.values(environment)));
  }
}

function withoutValues(text: string, values: readonly string[]): string {
  const secrets = values.filter((value) => value.length >= SHORTEST).sort((a, b) => b.length - a.length);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '[redacted]'), text);
}
