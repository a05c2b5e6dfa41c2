import { fingerprint } from '../osb/fingerprint.js';

interface Spec {
  readonly serviceId: string;
  readonly planId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly organizationGuid: string;
  readonly spaceGuid: string;
}

/** What must be the same for a repeated PUT (PROV-09): not the context, whose names change. */
export function hashSpec({ serviceId, planId, parameters, organizationGuid, spaceGuid }: Spec): string {
  return fingerprint({ serviceId, planId, parameters, organizationGuid, spaceGuid });
}
