import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What stands in the way of an address that an agent names; docs/errors.md has the sentences. */
export type AddressFault = 'odd' | 'local' | 'forbidden';

export interface AddressRules {
  /** `address/bits`; what lies in one is taken, whatever it is. */
  readonly allowedHostCidrs: readonly string[];
  /** Whether the broker's own machine may be meant: loopback, its sockets. */
  readonly mayBeLocal: boolean;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = ReturnType<typeof ipaddr.parseCIDR>;

const FORBIDDEN: ReadonlySet<string> = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal']);
/** Where clouds answer their machines' questions, beside 169.254.169.254; logins among the answers. */
const METADATA: readonly Network[] = [
  'fd00:ec2::/112',
  'fd20:ce::254/128',
  'fd00:c1::a9fe:a9fe/128',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
].map((cidr) => ipaddr.parseCIDR(cidr));
/** Any IPv6 has a colon, any IPv4 nothing else. The parser throws and catches for each name, of which pings bring thousands. */
const MAYBE_ADDRESS = /:|^[\d.]+$/;
const LOCAL_NAME = /^(?:.+\.)?localhost$/i;
/** The resolver of the system takes `0x7f.1`, `2130706433` and `0177.0.0.1` for addresses. */
const NUMBER_LAST = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;

/** IPv6 in front of IPv4: mapped, compatible, translated (RFC 6145, RFC 6052, RFC 8215); behind: 6to4. */
const EMBEDDED: readonly { readonly prefix: ipaddr.IPv6; readonly bits: number; readonly at: number }[] = [
  { prefix: ipaddr.IPv6.parse('::ffff:0:0'), bits: 96, at: 12 },
  { prefix: ipaddr.IPv6.parse('::'), bits: 96, at: 12 },
  { prefix: ipaddr.IPv6.parse('::ffff:0:0:0'), bits: 96, at: 12 },
  { prefix: ipaddr.IPv6.parse('64:ff9b::'), bits: 96, at: 12 },
  { prefix: ipaddr.IPv6.parse('64:ff9b:1::'), bits: 48, at: 12 },
  { prefix: ipaddr.IPv6.parse('2002::'), bits: 16, at: 2 },
];

/** Whether it is an address already, and not a name that is to be looked up. */
export function isAddress(host: string): boolean {
  if (!MAYBE_ADDRESS.test(host)) return false;
  return ipaddr.IPv6.isValid(withoutZone(host)) || ipaddr.IPv4.isValidFourPartDecimal(host);
}

/** Whether only the broker's own machine can be meant: its sockets, loopback in any spelling. */
export function isLocalAddress(host: string): boolean {
  return judgeAddress(host, { allowedHostCidrs: [], mayBeLocal: false }) === 'local';
}

/**
 * Whether a Docker host may be there (T8). Names are judged as names: those that they lead to, each by itself.
 *
 * @param host a host name, an IP address or `unix:///path`
 */
export function judgeAddress(host: string, rules: AddressRules): AddressFault | undefined {
  if (host.startsWith('unix://') || LOCAL_NAME.test(host)) return rules.mayBeLocal ? undefined : 'local';
  if (isAddress(host)) return judgeParsed(ipaddr.parse(withoutZone(host)), rules);
  return NUMBER_LAST.test(host) || isIP(host) !== 0 ? 'odd' : undefined;
}

/** The interface that an IPv6 address is reached by: sockets take names of interfaces that are none (`::1%a-b`). */
function withoutZone(host: string): string {
  const [address = ''] = host.split('%', 1);
  return address.includes(':') ? address : host;
}

function judgeParsed(written: Address, { allowedHostCidrs, mayBeLocal }: AddressRules): AddressFault | undefined {
  const address = unwrap(written);
  if (allowedHostCidrs.some((cidr) => isWithin(address, toNetwork(cidr)))) return undefined;
  if (address.range() === 'loopback') return mayBeLocal ? undefined : 'local';
  return FORBIDDEN.has(address.range()) || isMetadata(address) ? 'forbidden' : undefined;
}

function unwrap(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  const around = EMBEDDED.find(({ prefix, bits }) => address.match(prefix, bits));
  if (around === undefined || isOwn(address)) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(around.at, around.at + 4));
}

/** `::` and `::1` are no IPv4 in IPv6. */
function isOwn(address: ipaddr.IPv6): boolean {
  return ['unspecified', 'loopback'].includes(address.range());
}

function isMetadata(address: Address): boolean {
  return METADATA.some((network) => isWithin(address, network));
}

function isWithin(address: Address, [network, bits]: Network): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

/** What the operator has written, each parsed once: it is compared with every address that a ping names. */
const networks = new Map<string, Network>();

function toNetwork(cidr: string): Network {
  const network = networks.get(cidr) ?? ipaddr.parseCIDR(cidr);
  networks.set(cidr, network);
  return network;
}
