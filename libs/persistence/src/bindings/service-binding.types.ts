import type { NewOperation, Operation } from '../operations/operation.types.js';

export type BindingState = 'creating' | 'ready' | 'deleting' | 'failed';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Kept sealed: the login is made with the intent, so that a repeated script makes the same one. */
export interface BindingRequest {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** What is bound, in the platform's words: an app, a route, or nothing of the kind. */
  readonly bindResource?: Readonly<Record<string, unknown>>;
  /** The binding that this one is to take the place of (ROT-07). */
  readonly predecessorId?: string;
  readonly login: Login;
}

export interface ServiceBinding {
  readonly bindingId: string;
  readonly instanceId: string;
  readonly appGuid: string | undefined;
  readonly specHash: string;
  readonly request: BindingRequest;
  /** What was answered at the bind, byte for byte the same ever after. */
  readonly credentials: Readonly<Record<string, unknown>> | undefined;
  /** What was answered beside them, by its names on the wire: `endpoints`, `syslog_drain_url` and the like. */
  readonly extras: Readonly<Record<string, unknown>>;
  readonly state: BindingState;
}

export interface BindingResult {
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly extras: Readonly<Record<string, unknown>>;
}

export interface NewBinding {
  readonly bindingId: string;
  readonly instanceId: string;
  readonly appGuid: string | undefined;
  readonly specHash: string;
  readonly request: BindingRequest;
  readonly operation: NewOperation;
}

export type OpenedBind =
  | { readonly outcome: 'opened'; readonly operation: Operation }
  | { readonly outcome: 'exists'; readonly binding: ServiceBinding; readonly operation: Operation | undefined }
  | { readonly outcome: 'no instance' }
  /** The instance's container is proven gone. */
  | { readonly outcome: 'lost' }
  /** An operator has given its host up. */
  | { readonly outcome: 'given up' }
  /** The instance is being created or deleted. */
  | { readonly outcome: 'busy' };

export type OpenedUnbind =
  | { readonly outcome: 'unknown' }
  /** The whole instance is being deleted, its bindings with it. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'opened' | 'running' | 'overtaken'; readonly operation: Operation };
