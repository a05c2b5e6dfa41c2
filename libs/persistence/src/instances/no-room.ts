/** Thrown to undo a transaction that has already written; never leaves the store. */
export class NoRoom extends Error {}
