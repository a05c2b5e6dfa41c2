import { UnknownKeyError } from '../persistence.errors.js';

type Refresh = () => Promise<unknown>;
type Method = (...args: unknown[]) => unknown;

/** Once more with the keys of today when something was sealed with a key that came meanwhile. */
export async function withNewKeys<T>(work: () => Promise<T>, refresh: Refresh): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnknownKeyError)) throw error;
    await refresh();
    return work();
  }
}

/**
 * The store, each of whose methods answers with a promise, and each of whose calls is made again as above. A broker that stood still while keys were replaced needs it; the
 * others have heard of each key before it is used. Calls may be repeated, as transactions are (failure-model row 7).
 */
export function learningNewKeys<T extends object>(store: T, refresh: Refresh): T {
  return new Proxy(store, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || name in Object.prototype) return member;
      const method = member as Method;
      return (...args: unknown[]): unknown => withNewKeys(() => Promise.resolve(method.apply(target, args)), refresh);
    },
  });
}
