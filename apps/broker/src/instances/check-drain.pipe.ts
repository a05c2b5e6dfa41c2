import { Injectable, type PipeTransform } from '@nestjs/common';
import { BrokerConfig } from '../config/broker-config.types.js';
import { checkDrainUrl } from '../drains/check-drain.types.js';

/** Looks at the one parameter that is the broker's own, once the body has its shape. */
@Injectable()
export class CheckDrainPipe implements PipeTransform {
  constructor(private readonly config: BrokerConfig) {}

  transform<T extends { readonly parameters?: Record<string, unknown> }>(body: T): T {
    checkDrainUrl(body.parameters ?? {}, this.config.drains.allowedNetworks);
    return body;
  }
}
