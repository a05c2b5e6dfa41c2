/** A shipper that does not do what it is told; the next pass tries again. */
export class DrainError extends Error {
  override readonly name = 'DrainError';
}
