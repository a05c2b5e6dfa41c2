import { answered, like } from '../answers.js';
import { catalog } from '../requests.js';
import type { Area } from '../table.types.js';

const SHORT = like(/^.{1,255}$/s);

export const CATALOG_TEXTS: Area = {
  name: 'texts of the catalog',
  images: [{ name: 'redis', plan: '100', description: 'x'.repeat(255), plandescription: 'y'.repeat(255) }],
  rows: [
    {
      ids: 'CAT-05',
      title: 'texts for users have 255 characters at most',
      request: catalog(),
      expect: answered(200, { body: { services: [{ description: SHORT, plans: [{ description: SHORT }] }] } }),
    },
  ],
};
