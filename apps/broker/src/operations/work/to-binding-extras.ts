import type { BindingResult, PortClaim } from '#persistence';
import type { Permission } from '../../catalog/catalog-settings.types.js';
import type { BindingTerms } from '../binding-terms.types.js';
import { fillPlaceholders, type PlaceholderValues } from '../placeholders.types.js';

/**
 * What a binding is answered with beside its credentials, by its names on the wire. Cloud Foundry takes an empty text or
 * list of a service without the permission for an error, so what there is none of is absent (BIND-25, CCR-23).
 */
export function toBindingExtras(terms: BindingTerms, served: PlaceholderValues): BindingResult['extras'] {
  return { ...toEndpoints(served), ...toPermitted(terms, served) };
}

/** Where clients connect to, the ports of a protocol together (BIND-18, BIND-19). */
function toEndpoints({ host, ports = [] }: PlaceholderValues): object {
  const protocols = [...new Set(ports.map(({ protocol }) => protocol))];
  if (protocols.length === 0) return {};
  return { endpoints: protocols.map((protocol) => ({ host, ports: portsOf(protocol, ports), protocol })) };
}

/** An engine tells a port once for IPv4 and once for IPv6. */
function portsOf(wanted: PortClaim['protocol'], ports: readonly PortClaim[]): string[] {
  const published = ports.filter(({ protocol }) => protocol === wanted).map(({ hostPort }) => String(hostPort));
  return [...new Set(published)];
}

/** Fields that a service may only answer with the permission that it names (BIND-14 … BIND-16). */
function toPermitted(terms: BindingTerms, served: PlaceholderValues): object {
  const { syslogDrainUrl, routeServiceUrl, volumeMounts } = terms;
  const fields: readonly [Permission, string, string | readonly object[] | null | undefined][] = [
    ['syslog_drain', 'syslog_drain_url', syslogDrainUrl],
    ['route_forwarding', 'route_service_url', routeServiceUrl],
    ['volume_mount', 'volume_mounts', volumeMounts],
  ];
  const answered = fields.flatMap(([permission, name, template]) =>
    (template?.length ?? 0) > 0 && terms.requires?.includes(permission)
      ? [[name, fillPlaceholders(template, served)] as const]
      : [],
  );
  return Object.fromEntries(answered);
}
