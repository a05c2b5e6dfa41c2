import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBinding, aResult } from './builders.js';
import type { Stores } from './open-stores.js';
import { StoreFixture } from './store-fixture.js';

/** What would end a text in SQL, name a parameter of the query builder, or be one for `LIKE`. */
const ODD_TEXTS = [
  "'; DROP TABLE service_instance; --",
  '"; DELETE FROM operation; --',
  "\\' OR 1=1 #",
  "x' OR 'a'='a",
  '`docker_host`',
  ':instanceId :...ids $1 ? @@version',
  '/* */ UNION SELECT password_sealed FROM registry_login',
  '%_%',
  '${jndi} {{x}}',
];

/** Whatever a text says to SQL, it stays a text. */
export function describeOddTexts(name: string, open: () => Promise<Stores>): void {
  describe(`texts that are SQL on ${name}`, () => {
    let stores: Stores;
    let fixture: StoreFixture;

    beforeAll(async () => {
      stores = await open();
      fixture = new StoreFixture(stores);
    });

    afterAll(() => stores.database.close());

    it.each(ODD_TEXTS)('are ids and names like any other, kept and found: %s (T10)', async (odd) => {
      const text = `${odd} ${randomUUID()}`;
      const hostId = await fixture.newHost({ dockerHost: text, execCommand: text, execArgs: text });
      await fixture.ready({ instanceId: text, serviceName: text, planName: text, hostId });
      const binding = aBinding(text, { bindingId: text, appGuid: text });
      await stores.bindings.openBind(binding);
      const { claim } = await fixture.claimed(binding.operation.operationId, odd);

      await stores.bindings.completeBind(claim, text, aResult({ [text]: text }));

      expect(await stores.instances.find(text)).toMatchObject({ instanceId: text, planName: text, hostId });
      expect(await stores.bindings.find(text)).toMatchObject({ appGuid: text, credentials: { [text]: text } });
      expect(await stores.hosts.find(hostId)).toMatchObject({ dockerHost: text, execCommand: text, execArgs: text });
    });

    it.each(ODD_TEXTS)('find what is called so, and nothing else: %s (T10)', async (odd) => {
      const text = `${odd} ${randomUUID()}`;
      const [{ instanceId }] = [await fixture.ready({ serviceName: text }), await fixture.ready()];

      const found = await stores.overview.list({ limit: 100, serviceName: text });

      expect(found).toMatchObject({ instances: [{ instanceId, serviceName: text }], hasMore: false });
      expect(await stores.overview.list({ limit: 100, after: odd })).toBe('unknown cursor');
      expect(await stores.instances.find(odd)).toBeUndefined();
    });
  });
}
