import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { describeProblems } from './describe-problems.js';
import { BadRequestError } from './osb.errors.js';
import { toDto } from './to-dto.js';

/** Turns bodies and queries into their DTO classes, or refuses them with all that is wrong; unknown fields are ignored (EXT-01). */
@Injectable()
export class CheckShapePipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (metatype === undefined || (type !== 'body' && type !== 'query') || metatype === Object) return value;
    if (!isObject(value)) throw new BadRequestError('The request needs a JSON object as its body.');
    const dto = toDto(metatype as new () => object, value);
    const problems = validateSync(dto, { whitelist: true, validationError: { target: false, value: false } });
    if (problems.length > 0) throw new BadRequestError(describeProblems(problems));
    return dto;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
