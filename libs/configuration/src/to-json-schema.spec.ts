import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Matches, Validate, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { Section, SectionList, Setting } from './setting.decorator.js';
import { toPattern } from './to-check-schema.js';
import { toJsonSchema } from './to-json-schema.js';

@ValidatorConstraint()
class IsEven implements ValidatorConstraintInterface {
  static readonly schema = { multipleOf: 2 };
  validate(value: unknown): boolean {
    return Number(value) % 2 === 0;
  }
}

class Part {
  @Setting('a whole number') @IsInt() readonly size!: number;
}

abstract class Base {
  @Setting('a short text') @IsString() @Length(1, 9) @Matches(/^a/u) readonly shortName!: string;
}

class Whole extends Base {
  @Setting('one of two', { name: 'oneof' }) @IsIn(['a', 'b']) readonly oneOf: string = 'a';
  @Setting('an even number') @IsOptional() @IsInt() @Min(0) @Max(8) @Validate(IsEven) readonly even?: number;
  @Setting('a list') @IsOptional() @IsArray() @ArrayMaxSize(2) @IsInt({ each: true }) readonly list?: number[];
  @Section(() => Part) readonly part?: Part;
  @SectionList(() => Part) readonly parts: readonly Part[] = [];
}

const PART = { type: 'object', additionalProperties: false, required: ['size'] };

describe('toJsonSchema', () => {
  it('says what the decorators check, inherited ones first', () => {
    expect(toJsonSchema(Whole)).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['shortName'],
      properties: {
        shortName: {
          title: 'Short name',
          description: 'Allowed is a short text.',
          type: 'string',
          minLength: 1,
          maxLength: 9,
          pattern: '^a',
        },
        oneof: { enum: ['a', 'b', null], default: 'a' },
        even: { type: ['integer', 'null'], minimum: 0, maximum: 8, multipleOf: 2 },
        list: { type: ['array', 'null'], maxItems: 2, items: { type: 'integer' } },
        part: { ...PART, type: ['object', 'null'], properties: { size: { type: 'integer' } } },
        parts: { type: ['array', 'null'], items: PART, default: [] },
      },
    });
  });

  it('takes what decorators cannot say from outside, and keeps both where they differ', () => {
    const deeper = { shortName: { type: 'string', pattern: 'z$', format: 'uri' } };

    expect(toJsonSchema(Whole, deeper)).toMatchObject({
      properties: { shortName: { pattern: '^a', format: 'uri', allOf: [{ pattern: 'z$' }] } },
    });
  });

  it('refuses a check that it cannot translate', () => {
    class Odd {
      @Setting('an address') @IsEmail() readonly mail!: string;
    }

    expect(() => toJsonSchema(Odd)).toThrow('"isEmail"');
  });

  it('refuses a pattern with flags that a schema cannot say', () => {
    expect(() => toPattern(/a/i)).toThrow('flags');
  });
});
