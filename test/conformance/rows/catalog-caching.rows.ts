import { answered, like } from '../answers.js';
import { catalog } from '../requests.js';
import type { Area, Request } from '../table.types.js';

const TAGGED = answered(200, { headers: { etag: like(/^(W\/)?"[^"]+"$/) } });
const SAME = answered(304, { headers: { etag: like(/"/) } });
const ask = (tag: string): Request => catalog({ 'if-none-match': tag });

export const CATALOG_CACHING: Area = {
  name: 'catalog caching',
  images: [{ name: 'redis', plan: '100' }],
  rows: [
    {
      ids: 'CAT-06',
      title: 'has a tag; who has it already gets a 304',
      request: catalog(),
      expect: TAGGED,
      then: [
        { request: ask(':etag'), expect: SAME },
        { request: ask('"other", :etag'), expect: SAME },
        { request: ask('*'), expect: SAME },
        { request: catalog(), expect: TAGGED },
      ],
    },
    ...['"other"', 'nonsense', '', '"', 'W/"other"'].map((tag) => ({
      ids: 'CAT-06 CCR-02',
      title: `the tag ${tag} gets all of it`,
      request: ask(tag),
      expect: TAGGED,
    })),
    {
      ids: 'CAT-06',
      title: 'the tag changes with the catalog',
      request: catalog(),
      expect: TAGGED,
      then: [
        {
          administered: {
            method: 'PUT',
            url: '/My%20Docker%20Catalog/image/redis',
            body: { name: 'redis', plan: '100', description: 'Other words.' },
          },
          request: ask(':etag'),
          expect: TAGGED,
        },
      ],
    },
  ],
};
