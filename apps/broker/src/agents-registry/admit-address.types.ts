import type { AdmitsAddress } from '#docker-driver';
import type { BrokerConfig } from '../config/broker-config.types.js';
import { HostNotAllowedError } from './agents-registry.errors.js';
import { isLocalAddress, judgeAddress } from './judge-address.js';

type Rules = Pick<BrokerConfig['docker'], 'allowedHostCidrs' | 'allowLocal'>;

/**
 * Where connections to hosts may go (T8). A host that was taken as the broker's own machine (`localhost`) may lead there;
 * any other name may not, whatever it led to when its agent told it.
 */
export function toAdmission({ allowedHostCidrs, allowLocal }: Rules): AdmitsAddress {
  return (address, host) => {
    const mayBeLocal = allowLocal === 'always' || (allowLocal === 'auto' && isLocalAddress(host));
    return judgeAddress(address, { allowedHostCidrs, mayBeLocal }) === undefined;
  };
}

/** Throws `HostNotAllowedError` when a host that was taken earlier may not be used any more. */
export function checkStoredAddress(dockerHost: string, { allowedHostCidrs, allowLocal }: Rules): void {
  if (judgeAddress(dockerHost, { allowedHostCidrs, mayBeLocal: allowLocal !== 'never' }) === undefined) return;
  throw new HostNotAllowedError(
    `Docker host ${dockerHost} is where no Docker host may be; see docker.allowedHostCidrs and docker.allowLocal.`,
  );
}
