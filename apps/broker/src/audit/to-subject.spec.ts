import { describe, expect, it } from 'vitest';
import { toSubject } from './to-subject.js';

describe('toSubject (T22)', () => {
  it.each<[string, Partial<Parameters<typeof toSubject>[0]>, object]>([
    ['nothing', {}, {}],
    [
      'the parameters of the route',
      { params: { instanceId: 'i', bindingId: 'b' } },
      { instanceId: 'i', bindingId: 'b' },
    ],
    ['the plan in a body', { body: { service_id: 's', plan_id: 'p' } }, { serviceId: 's', planId: 'p' }],
    ['the plan in a query', { query: { service_id: 's', plan_id: 'p' } }, { serviceId: 's', planId: 'p' }],
    ['no secret beside them', { body: { service_id: 's', parameters: { password: 'x' } } }, { serviceId: 's' }],
    ['what is no text', { body: { service_id: { $ne: 1 }, plan_id: ['p'] } }, {}],
    ['a body that is a text', { body: 'service_id' }, {}],
    ['a body that is a list', { body: ['service_id'] }, {}],
    ['control characters', { params: { name: 'a\u0000b\u001bc' } }, { name: 'abc' }],
    ['an endless id', { params: { name: 'x'.repeat(1_000) } }, { name: 'x'.repeat(255) }],
  ])('knows %s', (_, request, subject) => {
    expect(toSubject({ params: undefined, query: undefined, body: undefined, ...request })).toEqual(subject);
  });
});
