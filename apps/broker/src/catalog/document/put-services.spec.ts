import { describe, expect, it } from 'vitest';
import { BrokerConfig } from '../../config/broker-config.types.js';
import { PutServices } from './put-services.js';
import type { StoredServices } from './read-services.js';

const DOCUMENT = { services: [{ name: 'redis', plan: '100' }] };

/** A catalog in memory, whose first answer to a write may get lost, or be that somebody else was faster. */
class Catalog {
  writes = 0;
  stored: StoredServices = { revision: 1, definitions: [], etag: '"first"' };

  constructor(private readonly first: 'is lost' | 'comes too late') {}

  put(ifMatch?: string): ReturnType<PutServices['execute']> {
    const replaceAll = (): Promise<boolean> => Promise.resolve(this.replaceAll());
    const read = (): Promise<StoredServices> => Promise.resolve(this.stored);
    const parts = [{ replaceAll }, { read }, { look: () => Promise.resolve() }, new BrokerConfig()];
    const useCase = Reflect.construct(PutServices, parts) as PutServices;
    return useCase.execute({ body: DOCUMENT, ifMatch, isDryRun: false });
  }

  private replaceAll(): boolean {
    this.writes += 1;
    if (this.writes > 1) return true;
    const own = [{ name: 'redis', plan: '100' }];
    const definitions = this.first === 'is lost' ? own : [{ name: 'mysql', plan: '100' }];
    this.stored = { revision: 2, definitions, etag: '"second"' };
    return false;
  }
}

describe('putting the catalog as a document', () => {
  it('tells what was changed though the answer to its COMMIT was lost, with If-Match too', async () => {
    const catalog = new Catalog('is lost');

    expect(await catalog.put('"first"')).toMatchObject({ added: [{ service: 'redis', plan: '100' }] });
    expect(catalog.writes).toBe(1);
  });

  it('compares anew when somebody else was faster, and is refused by If-Match', async () => {
    expect(await new Catalog('comes too late').put()).toMatchObject({
      added: [{ service: 'redis' }],
      removed: [{ service: 'mysql' }],
    });
    await expect(new Catalog('comes too late').put('"first"')).rejects.toThrow('has changed since it was read');
  });
});
