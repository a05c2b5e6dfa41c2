import type { Permission } from './catalog-settings.types.js';
import { definitionRule } from './definition-rule.js';
import { toDeclared } from './document/declared-definition.js';
import { findMasks } from './document/secret-values.js';
import { fillServiceValues } from './fill-service-values.js';
import { toPlanId } from './plan-id.types.js';
import type { ServiceDefinition } from './service-definition.types.js';
import type { Fault } from './value-rules.js';

/** A reason for which platforms refuse the whole catalog, and the definition that gives it. */
export interface CatalogFault extends Fault {
  /** Of the definition. */
  readonly index: number;
}

const SAME_ID = 'has the same id; a plan\'s is the name of its service, "_" and its own';

type SetRule = (definitions: readonly ServiceDefinition[]) => readonly CatalogFault[];

const NEEDED_PERMISSIONS = {
  syslogDrainUrl: 'syslog_drain',
  routeServiceUrl: 'route_forwarding',
  volumeMounts: 'volume_mount',
} as const satisfies Partial<Record<keyof ServiceDefinition, Permission>>;

/**
 * Everything for which a platform would refuse the catalog that these definitions make, all of it at once (CAT-36; the
 * rules are CAT-03 … CAT-34 and CCC-02 … CCC-11), and every `***` in place of a secret. A definition's
 * own come first; of two that cannot be together, the later one is at fault.
 */
export function checkCatalog(definitions: readonly ServiceDefinition[]): readonly CatalogFault[] {
  const own = definitions.flatMap((definition, index) =>
    [...definitionRule(definition), ...findMasks(toDeclared(definition))].map((fault) => ({ index, ...fault })),
  );
  return [
    ...own,
    ...[refuseSameIds, refuseSameClients, refuseUnpermitted, refuseIdlePrepulls].flatMap((check) => check(definitions)),
  ];
}

/** Ids are unique over services and plans (CAT-03, CCC-07); so are names then, since ids are made of them. */
const refuseSameIds: SetRule = (definitions) => {
  const services = definitions.map(({ name }) => name);
  const plans = definitions.map(({ name, plan }) => toPlanId(name, plan));
  return plans.flatMap((planId, index) => {
    if (plans.indexOf(planId) !== index) return [{ index, path: 'plan', fault: `another plan ${SAME_ID}` }];
    const service = services.indexOf(planId);
    if (service === -1) return [];
    const isLater = index > service;
    return [
      { index: isLater ? index : service, path: isLater ? 'plan' : 'name', fault: `a service or plan ${SAME_ID}` },
    ];
  });
};

/** CCC-06. */
const refuseSameClients: SetRule = (definitions) => {
  const filled = fillServiceValues(definitions);
  return filled.flatMap(({ name, dashboardClient }, index) => {
    const id = dashboardClient?.id;
    const isTaken = filled.slice(0, index).some((other) => other.name !== name && other.dashboardClient?.id === id);
    return id !== undefined && isTaken
      ? [{ index, path: 'dashboardClient.id', fault: 'another service has a client of the same id' }]
      : [];
  });
};

/** Cloud Foundry fails each bind that answers with what its service did not ask for (CCR-23). */
const refuseUnpermitted: SetRule = (definitions) =>
  fillServiceValues(definitions).flatMap((definition, index) =>
    Object.entries(NEEDED_PERMISSIONS)
      .filter(([key]) => (definition[key as keyof ServiceDefinition] ?? null) !== null)
      .filter(([, permission]) => !(definition.requires ?? []).includes(permission))
      .map(([path, permission]) => ({ index, path, fault: `needs "${permission}" in the "requires" of its service` })),
  );

const refuseIdlePrepulls: SetRule = (definitions) =>
  definitions.flatMap(({ prepull, pull }, index) =>
    prepull === true && pull === 'never'
      ? [{ index, path: 'prepull', fault: 'needs another "pull" than "never"' }]
      : [],
  );
