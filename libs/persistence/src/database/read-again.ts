/** Thrown inside a transaction whose guarded UPDATE found the row changed: it is run again from its first read. */
export class ReadAgain extends Error {}
