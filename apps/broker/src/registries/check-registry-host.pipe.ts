import { Injectable, type PipeTransform } from '@nestjs/common';
import { toRegistryName } from '#docker-driver';
import { BadRequestError } from '../osb/osb.errors.js';

const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,240}[A-Za-z0-9])?(?::\d{1,5})?$/;

/** A registry as references to images name it. */
@Injectable()
export class CheckRegistryHostPipe implements PipeTransform<string, string> {
  transform(registryHost: string): string {
    if (HOST.test(registryHost)) return toRegistryName(registryHost);
    throw new BadRequestError('A registry is named by its host, with its port if references to its images have one.');
  }
}
