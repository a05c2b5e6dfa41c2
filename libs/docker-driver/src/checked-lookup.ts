import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Whether an engine of this name may be at this IP address. */
export type AdmitsAddress = (address: string, host: string) => boolean;

/** As the system tells them. */
type Resolve = (host: string, tell: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void;

/**
 * Looks a name up for one connection, and lets it go there only when all that the name leads to is admitted: a name that
 * was good when its agent told it may lead elsewhere by now (T8).
 */
export function openLookup(admits: AdmitsAddress, resolve: Resolve = askSystem): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses;
      if (error !== null || first === undefined) callback(error ?? refusal(`${host} has no address`), '');
      else if (!addresses.every(({ address }) => admits(address, host)))
        callback(refusal(`${host} leads to an address where no Docker host may be`), '');
      else if (all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

function askSystem(host: string, tell: Parameters<Resolve>[1]): void {
  lookup(host, { all: true }, tell);
}

function refusal(message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code: 'ENOTADMITTED' });
}
