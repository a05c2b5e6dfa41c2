import type { TestBroker } from './test-broker.js';

const LINE = /^((?:│ {3}| {4})*)[├└]── (\S+) \((.+)\)$/;

/** `METHOD /path/:parameter` of every route that the broker has. */
export function routesOf(broker: TestBroker): readonly string[] {
  const parents: string[] = [];
  return broker.app
    .getHttpAdapter()
    .getInstance()
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', path = '', methods = ''] = LINE.exec(line) ?? [];
      const depth = indent.length / 4;
      parents.splice(depth, parents.length, path);
      const route = parents.join('');
      return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${route}`);
    });
}
