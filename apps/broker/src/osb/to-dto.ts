import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

/**
 * class-transformer copies all that it is given, and trips over keys that every object inherits: `toString` is lost on
 * the way, `constructor` makes it throw. So it gets only what a DTO describes; objects that are the user's own, such as
 * parameters, stay as they came.
 */
export function toDto(metatype: new () => object, plain: object): object {
  const nested = nestedIn(metatype);
  const fields = ownFields(plain);
  const free = fields.filter(([key, value]) => isObject(value) && !nested.has(key));
  const described = fields.filter(([key, value]) => !isObject(value) || nested.has(key));
  const dto: object = plainToInstance(metatype, withoutInherited(Object.fromEntries(described)));
  return Object.assign(dto, Object.fromEntries(free));
}

function nestedIn(metatype: new () => object): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(metatype, '', true, false);
  return new Set(rules.filter(({ type }) => type === 'nestedValidation').map(({ propertyName }) => propertyName));
}

function withoutInherited(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutInherited);
  if (!isObject(value)) return value;
  return Object.fromEntries(ownFields(value).map(([key, field]) => [key, withoutInherited(field)]));
}

function ownFields(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([key]) => !(key in Object.prototype));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
