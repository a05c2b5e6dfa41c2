import { Injectable } from '@nestjs/common';
import { HostPassStore, Installation } from '#persistence';
import { BrokerConfig } from '../config/broker-config.types.js';
import { decideHostActions, type HostActions } from './decide-host-actions.js';
import { type HostListing, toResources } from './to-resources.js';

/** Reads what the database says of what a host has, and decides. Changes nothing. */
@Injectable()
export class JudgeHost {
  constructor(
    private readonly passes: HostPassStore,
    private readonly installation: Installation,
    private readonly config: BrokerConfig,
  ) {}

  async execute(hostId: string, listing: HostListing): Promise<HostActions> {
    const { installationId } = this.installation;
    const resources = toResources(listing, installationId);
    const records = await this.passes.survey(hostId, {
      instanceIds: [...new Set(resources.map(({ instanceId }) => instanceId))],
      operationIds: [...new Set(resources.flatMap(({ operationId }) => operationId ?? []))],
    });
    const sightingMs = this.config.reconciler.sightingSeconds * 1_000;
    return decideHostActions(listing, records, { hostId, installationId, sightingMs });
  }
}
