import { Injectable, type PipeTransform } from '@nestjs/common';
import { BadRequestError } from '../osb/osb.errors.js';

const LONGEST = 300;

/** `address:port` or `unix://…`, URL-encoded in the path. PostgreSQL cannot be asked for a NUL. */
@Injectable()
export class CheckHostIdPipe implements PipeTransform<string, string> {
  transform(hostId: string): string {
    if (hostId.length > LONGEST || /\p{Cc}/u.test(hostId))
      throw new BadRequestError(`The id of a host has 1 to ${LONGEST} characters, and no control characters.`);
    return hostId;
  }
}
