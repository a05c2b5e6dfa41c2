import { Injectable, Logger } from '@nestjs/common';
import { BrokerConfig } from '../config/broker-config.types.js';
import { BadRequestError, type OsbError } from '../osb/osb.errors.js';
import { ToldOnce } from '../osb/told-once.js';
import { AddressCheck, type NamedAddress } from './address-check.port.js';
import { AddressRefusedError } from './agents-registry.errors.js';
import { isAllowedPort } from './is-allowed-port.js';
import { isNamed } from './is-named.js';
import { type AddressFault, isAddress, isLocalAddress, judgeAddress } from './judge-address.js';
import { NameResolver } from './name-resolver.port.js';

@Injectable()
export class CheckedAddresses extends AddressCheck {
  private readonly logger = new Logger('Hosts');
  private readonly told = new ToldOnce();

  constructor(
    private readonly config: BrokerConfig,
    private readonly names: NameResolver,
  ) {
    super();
  }

  override async check(address: NamedAddress): Promise<void> {
    const refusal = (await this.judge(address)) ?? this.judgePort(address);
    if (refusal === undefined) return;
    this.tell(address, refusal);
    throw refusal;
  }

  /**
   * A name is no way around: where it leads to is judged as well, for Docker as if it came from elsewhere, and again when
   * we connect. Services of this machine may go by its name, which often leads to loopback (127.0.1.1 on Debian).
   */
  private async judge({ field, host, isFromThisMachine }: NamedAddress): Promise<OsbError | undefined> {
    const { allowedHostCidrs, allowLocal } = this.config.docker;
    const mayBeLocal = allowLocal === 'always' || (allowLocal === 'auto' && isFromThisMachine);
    const fault = judgeAddress(host, { allowedHostCidrs, mayBeLocal });
    if (fault !== undefined) return toRefusal(fault, field);
    if (isAddress(host) || isLocalAddress(host)) return undefined;
    const rules = { allowedHostCidrs, mayBeLocal: mayBeLocal && (allowLocal === 'always' || field === 'ServiceHost') };
    const addresses = await this.names.addressesOf(host);
    const found = addresses.map((one) => judgeAddress(one, rules)).find((one) => one !== undefined);
    return found && toRefusal('forbidden', field);
  }

  /** On its own machine an agent reaches every port without us. */
  private judgePort({ host, port }: NamedAddress): OsbError | undefined {
    const { allowedPorts, allowInsecure } = this.config.docker;
    if (port === undefined || isLocalAddress(host) || isAllowedPort(port, allowedPorts)) return undefined;
    if (isNamed(allowInsecure, host, port)) return undefined;
    return new AddressRefusedError('DockerPort is a port where no Docker engine may be; see docker.allowedPorts.');
  }

  private tell({ field, host, port }: NamedAddress, { message: reason }: Error): void {
    if (!this.told.isNews(field, host, port, reason)) return;
    this.logger.warn({ message: 'an agent names an address that hosts may not have', field, host, port, reason });
  }
}

function toRefusal(fault: AddressFault, field: string): OsbError {
  if (fault === 'odd') return new BadRequestError(`${field} is no name, and no IP address as it is usually written.`);
  if (fault === 'local')
    return new AddressRefusedError(
      `${field} is the broker's own machine, which only an agent on that machine may name; see docker.allowLocal.`,
    );
  return new AddressRefusedError(
    `${field} is, or leads to, loopback, link-local, multicast or metadata, where no Docker host may be; see docker.allowedHostCidrs.`,
  );
}
