import { UnknownKeyError } from '../persistence.errors.js';

type Learn = (keyId: string) => Promise<void>;
type Method = (...args: unknown[]) => unknown;

/** Again with each key that came meanwhile and that something was sealed with; `learn` asks the database for it. */
export async function withNewKeys<T>(work: () => Promise<T>, learn: Learn): Promise<T> {
  const learnt = new Set<string>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnknownKeyError) || learnt.has(error.keyId)) throw error;
      learnt.add(error.keyId);
      await learn(error.keyId);
    }
  }
}

/**
 * The store, each of whose methods answers with a promise, and each of whose calls is made again as above. A broker that
 * stood still while keys were replaced needs it; the others have heard of each key before it is used. Calls may be
 * repeated, as transactions are (failure-model row 7).
 */
export function learningNewKeys<T extends object>(store: T, learn: Learn): T {
  return new Proxy(store, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || name in Object.prototype) return member;
      const method = member as Method;
      return (...args: unknown[]): unknown => withNewKeys(() => Promise.resolve(method.apply(target, args)), learn);
    },
  });
}
