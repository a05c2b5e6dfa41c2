import { describe, expect, it } from 'vitest';
import { AllowedMethods } from './allowed-methods.js';

describe('AllowedMethods', () => {
  const allowed = new AllowedMethods();
  allowed.add('PUT', '/things/:id');
  allowed.add('GET', '/things/:id');
  allowed.add('POST', '/:any/one');

  it.each([
    ['/things/1', ['GET', 'PUT']],
    ['/things/a%2Fb?x=/y', ['GET', 'PUT']],
    ['/things/one', ['GET', 'POST', 'PUT']],
    ['/other/one#x', ['POST']],
    ['/things', []],
    ['/things/', []],
    ['/things/1/', []],
    ['/Things/1', []],
    ['*', []],
  ])('knows the methods of %s', (url, methods) => {
    expect(allowed.of(url)).toEqual(methods);
  });
});
