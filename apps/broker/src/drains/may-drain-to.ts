import { BlockList, isIP } from 'node:net';

/** Loopback, link-local with its metadata servers, unspecified, multicast; IPv4 in IPv6 is looked at as IPv4. */
const REFUSED: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['::', 127],
  ['fe80::', 10],
  ['ff00::', 8],
];
const LOCAL_NAME = /^(?:.+\.)?localhost\.?$/;
const ADDRESS_IN_DISGUISE = /^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*$/;

const refused = toList(REFUSED);

/**
 * Where a tenant may have logs sent (failure-model T8). A name is not looked up here: the shipper has a network of its
 * own and reaches nothing that the tenant's own containers could not reach.
 */
export function mayDrainTo(host: string, allowedNetworks: readonly string[]): boolean {
  if (isIP(host) === 0) return !LOCAL_NAME.test(host) && !ADDRESS_IN_DISGUISE.test(host);
  return !contains(refused, host) || contains(toList(allowedNetworks.map(toNetwork)), host);
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function toNetwork(cidr: string): readonly [string, number] {
  const [network = '', prefix = ''] = cidr.split('/');
  return [network, Number(prefix)];
}

function toList(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');
  return list;
}
