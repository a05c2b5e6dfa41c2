/** What a container takes of its host's memory. */
export interface MemoryOrder {
  /** 0: it reserves nothing, and has room everywhere. */
  readonly bytes: number;
  /** Of the host's memory, what may be reserved in all: 1 is all of it. */
  readonly share: number;
}
