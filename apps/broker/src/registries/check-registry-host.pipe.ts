import { Injectable, type PipeTransform } from '@nestjs/common';
import { toRegistryName } from '#docker-driver';
import { BadRequestError } from '../osb/osb.errors.js';
import { REGISTRY_HOST } from './registry-host.types.js';

/** A registry as references to images name it. */
@Injectable()
export class CheckRegistryHostPipe implements PipeTransform<string, string> {
  transform(registryHost: string): string {
    if (REGISTRY_HOST.test(registryHost)) return toRegistryName(registryHost);
    throw new BadRequestError('A registry is named by its host, with its port if references to its images have one.');
  }
}
