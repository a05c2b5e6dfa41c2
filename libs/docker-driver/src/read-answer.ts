import { EngineAnswerError } from './docker-driver.errors.js';
import type { ContainerInfo } from './docker-driver.port.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

/** Readers of the engine's answers, which are not trusted: each throws `EngineAnswerError` on a wrong type. */
export function readObject(value: unknown, what: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new EngineAnswerError(`The engine's answer has no object where ${what} should be.`);
}

/** What the engine leaves out or sets to null counts as empty. */
export function readOptionalObject(value: unknown, what: string): JsonObject {
  return value === undefined || value === null ? {} : readObject(value, what);
}

export function readArray(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new EngineAnswerError(`The engine's answer has no list where ${what} should be.`);
}

export function readString(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new EngineAnswerError(`The engine's answer has no text where ${what} should be.`);
}

export function readInteger(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new EngineAnswerError(`The engine's answer has no integer where ${what} should be.`);
}

export function readStrings(value: unknown, what: string): readonly string[] {
  return readArray(value, what).map((entry) => readString(entry, what));
}

export function readLabels(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(readOptionalObject(value, 'Labels'));
  return Object.fromEntries(entries.map(([name, text]) => [name, readString(text, 'a label')]));
}

export function readWord<T extends string>(value: unknown, words: readonly T[]): T {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw new EngineAnswerError(`The engine's answer has none of ${words.join(', ')} where one should be.`);
}

export function readContainerState(value: unknown): ContainerInfo['state'] {
  return readWord(value, STATES);
}
