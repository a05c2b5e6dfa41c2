import { describe, expect, it } from 'vitest';
import { refuseQuery } from './check-query.js';

describe('refuseQuery', () => {
  it.each([
    '/v2/catalog',
    '/v2/catalog?',
    '/v2/catalog?&&',
    '/x?a=1&b=1&unknown=%C3%BC',
    '/x?a=b=c&b',
    '/x?operation=a+b%20c',
    '/x?a=[1]',
    '/x?a=1?a=2',
    '/x?A=1&a=1',
  ])('takes %s', (url) => {
    expect(refuseQuery(url)).toBeUndefined();
  });

  it.each([
    ['/x?a=1&a=1', 'names a key twice'],
    ['/x?plan_id=p&service_id=a&service_id=b', 'names service_id twice'],
    ['/x?a=1&%61=2', 'twice'],
    ['/x?a+b&a%20b', 'twice'],
    ['/x?=1&=2', 'twice'],
    ['/x#a=1&a=2', 'twice'],
    ['/x?a[]=1', 'lists or objects'],
    ['/x?a%5Bb%5D=1', 'lists or objects'],
    ['/x?a=%', 'escape'],
    ['/x?%zz=1', 'escape'],
    ['/x?a=%ff', 'escape'],
    ['/x?a=%ed%a0%80', 'escape'],
  ])('refuses %s (URL-03, URL-07)', (url, reason) => {
    expect(refuseQuery(url)).toContain(reason);
  });
});
