/** What a container of a stored definition reserves of its host, in bytes. */
export type ToReservedBytes = (definition: unknown) => number;

/** What instances reserve of their hosts' memory. */
export abstract class ReservationStore {
  /**
   * Instances that an older broker has made do not say it: it is read from their definitions, which no migration can open.
   * May be repeated, and done by several brokers at once.
   */
  abstract fill(toBytes: ToReservedBytes): Promise<void>;
}
