import type { ProvisionRequestDto } from './provision-request.dto.js';
import type { UpdateRequestDto } from './update-request.dto.js';

type Json = Readonly<Record<string, unknown>>;

/** What a PUT or PATCH wants of an instance, apart from its plan. */
export interface InstanceWish {
  readonly parameters: Json;
  readonly context: Json;
  /** Of `maintenance_info`, where it was sent. */
  readonly version: string | undefined;
}

/** Null is as nothing (EXT-03). */
export function toInstanceWish(body: ProvisionRequestDto | UpdateRequestDto): InstanceWish {
  return {
    parameters: body.parameters ?? {},
    context: body.context ?? {},
    version: body.maintenance_info?.version ?? undefined,
  };
}
