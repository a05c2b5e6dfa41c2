import type { BindRequestDto } from './bind-request.dto.js';

type Json = Readonly<Record<string, unknown>>;

/** What a PUT asks for; a rotation may leave all but its predecessor open. */
export interface BindWish {
  readonly serviceId: string | undefined;
  readonly planId: string | undefined;
  /** Absent for service keys and routes. */
  readonly appGuid: string | undefined;
  readonly bindResource: Json | undefined;
  readonly context: Json;
  readonly parameters: Json;
  /** The binding that the new one is to take the place of. */
  readonly predecessorId: string | undefined;
}

/** Null is as nothing (EXT-03, ROT-08), and the app is looked for at its old place too (BIND-04). */
export function toBindWish(body: BindRequestDto): BindWish {
  const { app_guid: appGuid } = (body.bind_resource ?? {}) as { readonly app_guid?: string | null };
  return {
    serviceId: body.service_id ?? undefined,
    planId: body.plan_id ?? undefined,
    appGuid: appGuid ?? body.app_guid ?? undefined,
    bindResource: body.bind_resource ?? undefined,
    context: body.context ?? {},
    parameters: body.parameters ?? {},
    predecessorId: body.predecessor_binding_id ?? undefined,
  };
}
