import { Injectable, type PipeTransform } from '@nestjs/common';
import { BadRequestError } from './osb.errors.js';

const LONGEST_ID = 255;

/**
 * Ids may be any text (URL-01) of 1 to 255 characters (URL-04, URL-06). Not with a space at the end: MySQL would take it
 * for the id without.
 */
@Injectable()
export class CheckIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (id === '' || id.length > LONGEST_ID) throw new BadRequestError(`An id has 1 to ${LONGEST_ID} characters.`);
    if (/\p{Cc}/u.test(id)) throw new BadRequestError('An id holds no control characters.');
    if (id.endsWith(' ')) throw new BadRequestError('An id does not end with a space.');
    return id;
  }
}
