import { describe, expect, it } from 'vitest';
import { toCatalogDocument } from './to-catalog-document.js';
import { aDefinition } from './testing/a-definition.js';
import { toImageReply } from './to-image-reply.js';

describe('toCatalogDocument', () => {
  it('is empty without plans', () => {
    expect(toCatalogDocument([])).toEqual({ services: [] });
  });

  it("has the original's ids, and what the plan says (CAT-07 … CAT-25)", () => {
    const definition = aDefinition({
      description: 'd',
      planDescription: 'p',
      displayName: 'Redis!',
      tags: ['cache'],
      free: false,
      bindable: false,
      metadata: { supportUrl: 'http://s' },
    });

    expect(toCatalogDocument([definition])).toEqual({
      services: [
        {
          id: 'redis',
          name: 'redis',
          description: 'd',
          bindable: false,
          instances_retrievable: true,
          bindings_retrievable: true,
          tags: ['cache'],
          plans: [
            {
              id: 'redis_100',
              name: '100',
              description: 'p',
              free: false,
              bindable: false,
              maximum_polling_duration: 3_600,
            },
          ],
          metadata: { displayName: 'Redis!', providerDisplayName: 'docker', supportUrl: 'http://s' },
        },
      ],
    });
  });

  it('makes one service of the plans of one name, in the order of their coming', () => {
    const definitions = [
      aDefinition({ plan: 'small' }),
      aDefinition({ name: 'mysql', plan: 'only' }),
      aDefinition({ plan: 'big', bindable: false }),
    ];

    expect(toCatalogDocument(definitions)).toMatchObject({
      services: [
        { id: 'redis', bindable: true, plans: [{ id: 'redis_small' }, { id: 'redis_big', bindable: false }] },
        { id: 'mysql', plans: [{ id: 'mysql_only' }] },
      ],
    });
  });
});

describe('toImageReply', () => {
  it("is the original's, key by key", () => {
    const plain = JSON.parse(JSON.stringify(aDefinition())) as ReturnType<typeof aDefinition>;

    expect(JSON.stringify(toImageReply(plain))).toBe(
      '{"Name":"redis","Plan":"100","DashBoardUrl":null,"Credentials":null,"Numinstances":1,"Containername":""}',
    );
  });

  it('goes on with what we added, where it is set', () => {
    const definition = aDefinition({ image: 'redis:7', ports: [6379], scripts: 'optional' });

    expect(toImageReply(definition)).toMatchObject({ Image: 'redis:7', Ports: [6379], Scripts: 'optional' });
  });
});
