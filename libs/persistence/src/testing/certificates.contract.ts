import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from './open-stores.js';

/** What every database must do for the certificates of hosts. */
export function describeCertificates(name: string, open: () => Promise<Stores>): void {
  describe(`certificates on ${name}`, () => {
    let stores: Stores;

    beforeAll(async () => {
      stores = await open();
    });

    afterAll(() => stores.database.close());

    it('replaces in place under the next version, and only when something changed', async () => {
      const dockerHost = `host-${randomUUID()}`;
      const pem = { dockerHost, ca: 'ca', cert: 'cert', key: 'key' };

      await stores.certificates.put(pem);
      await stores.certificates.put(pem);
      const first = await stores.certificates.find(dockerHost);
      await stores.certificates.put({ ...pem, key: 'other' });

      expect(first).toEqual({ ...pem, version: 1 });
      expect(await stores.certificates.find(dockerHost)).toEqual({ ...pem, key: 'other', version: 2 });
      expect(await stores.certificates.remove(dockerHost)).toBe(true);
      expect(await stores.certificates.remove(dockerHost)).toBe(false);
    });
  });
}
