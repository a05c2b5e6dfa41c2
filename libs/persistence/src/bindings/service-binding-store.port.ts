import type { Claim, NewOperation } from '../operations/operation.types.js';
import type { BindingResult, NewBinding, OpenedBind, OpenedUnbind, ServiceBinding } from './service-binding.types.js';

/**
 * Bindings and the beginnings and ends of their operations. Each method is one transaction. Methods that take a
 * `Claim` throw `FencedError` when it is outdated, and have then changed nothing.
 */
export abstract class ServiceBindingStore {
  /** By its own id, which is unique over all instances (BIND-10). */
  abstract find(bindingId: string): Promise<ServiceBinding | undefined>;

  /** Of an instance, oldest first. Throws `SecretUnreadableError` when one does not open. */
  abstract findOf(instanceId: string): Promise<readonly ServiceBinding[]>;

  /** The same but those that do not open: for who removes the instance, which must work all the same (T18). */
  abstract findReadableOf(instanceId: string): Promise<readonly ServiceBinding[]>;

  /** Binding and operation, or nothing; only while the instance is ready. A binding that failed may be replaced. */
  abstract openBind(binding: NewBinding): Promise<OpenedBind>;

  /** Stores the intent to revoke; overtakes a running bind. */
  abstract openUnbind(instanceId: string, bindingId: string, operation: NewOperation): Promise<OpenedUnbind>;

  abstract completeBind(claim: Claim, bindingId: string, result: BindingResult): Promise<void>;

  /** What the script may have made is revoked; the row stays so that the failure can be told. */
  abstract completeUndo(claim: Claim, bindingId: string): Promise<void>;

  abstract completeUnbind(claim: Claim, bindingId: string): Promise<void>;

  /** `/unbind` refuses for good: the row stays, and the next DELETE tries again. */
  abstract failUnbind(claim: Claim, bindingId: string, description: string): Promise<void>;
}
