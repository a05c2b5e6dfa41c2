import { A_TEXT, answered, having } from '../answers.js';
import { catalog } from '../requests.js';
import type { Area } from '../table.types.js';

const SERVICE = having({ id: A_TEXT, name: A_TEXT, description: A_TEXT });

export const CATALOG: Area = {
  name: 'catalog',
  images: [
    {
      name: 'redis',
      plan: '100',
      description: 'A cache.',
      plandescription: 'A small one.',
      displayname: 'Redis',
      tags: ['cache', 'redis'],
      metadata: { longDescription: 'A cache of your own.', shareable: true },
    },
    { name: 'redis', plan: '200', free: false, bindable: false },
    { name: 'static', plan: '100', credentials: { a: 1 } },
  ],
  rows: [
    {
      ids: 'CAT-01 CAT-07 CAT-08 CAT-09',
      title: 'lists services with ids, names and descriptions',
      request: catalog(),
      expect: answered(200, { body: { services: [SERVICE, SERVICE] } }),
    },
    {
      ids: 'CAT-10 CAT-14 CAT-15',
      title: 'says what services can do',
      request: catalog(),
      expect: answered(200, {
        body: {
          services: [
            { id: 'redis', bindable: true, instances_retrievable: true, bindings_retrievable: true },
            { id: 'static', bindable: true, instances_retrievable: true, bindings_retrievable: true },
          ],
        },
      }),
    },
    {
      ids: 'CAT-11 CAT-20 CAT-21 CAT-22 CAT-02 CAT-03',
      title: 'says what plans are, by ids that do not change',
      request: catalog(),
      expect: answered(200, {
        body: {
          services: [
            {
              plans: [
                { id: 'redis_100', name: '100', description: A_TEXT, free: true, bindable: true },
                { id: 'redis_200', name: '200', description: A_TEXT, free: false, bindable: false },
              ],
            },
            { plans: [{ id: 'static_100', name: '100', description: A_TEXT }] },
          ],
        },
      }),
    },
    {
      ids: 'CAT-12 CAT-18 CFM-01 CFM-02',
      title: 'has tags and metadata',
      request: catalog(),
      expect: answered(200, {
        body: {
          services: [
            {
              tags: ['cache', 'redis'],
              metadata: { displayName: 'Redis', longDescription: 'A cache of your own.', shareable: true },
            },
            {},
          ],
        },
      }),
    },
  ],
};
