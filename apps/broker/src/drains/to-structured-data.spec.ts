import { describe, expect, it } from 'vitest';
import { toHeaderField, toStructuredData } from './to-structured-data.js';

describe('structured data (RFC 5424, 6.3)', () => {
  it.each<[string, Record<string, string>, string]>([
    ['nothing', {}, '[instance@32473]'],
    ['fields in their order', { b: '1', a: '2' }, '[instance@32473 b="1" a="2"]'],
    ['no empty field', { a: '', b: '\n' }, '[instance@32473]'],
    ['what is not ASCII as it is', { name: 'größe 🐘' }, '[instance@32473 name="größe 🐘"]'],
    ['escapes', { name: 'a"b\\c]d\'e$f' }, '[instance@32473 name="a\\"b\\\\c\\]d\'e$f"]'],
  ])('has %s', (_, data, text) => {
    expect(toStructuredData(data)).toBe(text);
  });

  it('stays short, and cuts no character in two', () => {
    const name = `${'x'.repeat(254)}🐘🐘\ud800`;

    expect(toStructuredData({ name })).toBe(`[instance@32473 name="${'x'.repeat(254)}🐘"]`);
  });
});

describe('a header field (RFC 5424, 6.2)', () => {
  it.each([
    ['db.example.com', 'db.example.com'],
    ['a b\tü', 'ab'],
    ['', '-'],
    ['123456789012345', '12345678901234'],
  ])('of %j is %j', (text, field) => {
    expect(toHeaderField(text, 14)).toBe(field);
  });
});
