import { Injectable } from '@nestjs/common';
import type { HostDetails } from '#persistence';
import { toBytes } from '../catalog/memory-size.types.js';
import { BrokerConfig } from '../config/broker-config.types.js';
import { type JudgedPlacement, judgePlacement } from './judge-placement.js';

export interface JudgedHost {
  readonly host: HostDetails;
  readonly placement: JudgedPlacement;
}

/** Whether hosts take new instances, by what the configuration says of how far they are filled. */
@Injectable()
export class Placements {
  constructor(private readonly config: BrokerConfig) {}

  judge(host: HostDetails): JudgedHost {
    const { memoryShare, minFreeDisk } = this.config.docker;
    const bounds = { memoryShare, minFreeDiskBytes: toBytes(minFreeDisk) ?? 0 };
    return { host, placement: judgePlacement(host, bounds) };
  }
}
