/**
 * Callers of one turn of the event loop share one run of `work`, which starts after the last of them asked: each sees
 * everything that was committed before its own call.
 */
export function coalesce<T>(work: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  return () => {
    next ??= new Promise<T>((resolve, reject) => {
      setImmediate(() => {
        next = undefined;
        work().then(resolve, reject);
      });
    });
    return next;
  };
}
