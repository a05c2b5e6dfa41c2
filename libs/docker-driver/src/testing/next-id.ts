let lastId = 0;

/** Looks like an id of the engine: 64 hexadecimal digits. */
export function nextId(): string {
  lastId += 1;
  return lastId.toString(16).padStart(64, '0');
}
