import type {
  DataKeyReport,
  KeyLease,
  MissingKey,
  PassEnd,
  PassFindings,
  PassLimits,
  ResealCursor,
  ResealStep,
} from './key.types.js';

/**
 * The life of data keys: `begin`, known to all brokers for reading; `promote`, used for writing; then what the one before
 * has sealed is sealed anew in passes, `claim`, `reseal` until its end, `endPass`; the last pass destroys it (T18).
 * Any broker may die between any two of these calls, and any other go on.
 */
export abstract class KeyRotation {
  /**
   * Learns the keys that came since. Resolves to those whose key-encryption key this broker does not hold. May be
   * repeated; throws `SecretUnreadableError` when one was wrapped with other bytes.
   */
  abstract refresh(): Promise<readonly MissingKey[]>;

  /** Makes a data key that brokers know but do not use yet, unless there is one already. Resolves to its name. */
  abstract begin(): Promise<{ readonly outcome: 'begun' | 'under way'; readonly keyId: string }>;

  /** Takes back what `begin` made, as long as it is not used. Resolves to false when it is, or is not there. */
  abstract withdraw(keyId: string): Promise<boolean>;

  /** Makes the next key the primary one when it is `knownForMs` old by the database's clock. Resolves to its name. */
  abstract promote(knownForMs: number): Promise<string | undefined>;

  /** A retired key that is due, for `leaseMs`; `undefined` when there is none. */
  abstract claim(owner: string, leaseMs: number): Promise<KeyLease | undefined>;

  /**
   * Seals a batch anew with the primary key and renews the lease. What somebody else changes meanwhile stays as they
   * wrote it. Without a cursor it begins a pass; the pass is over when the step has none. Throws `FencedError` when the
   * lease is another's.
   */
  abstract reseal(lease: KeyLease, cursor: ResealCursor | undefined): Promise<ResealStep>;

  /**
   * Judges a pass: one that found nothing begins `keepMs`, and one that finds nothing after that destroys the key for
   * good. Throws `FencedError` when the lease is another's.
   */
  abstract endPass(lease: KeyLease, found: PassFindings, limits: PassLimits): Promise<PassEnd>;

  /** Hands a key on before the lease is over: it is due at once. Throws `FencedError` when the lease is another's. */
  abstract release(lease: KeyLease): Promise<void>;

  /** Wraps all data keys with the first of this process's key-encryption keys. Resolves to how many were changed. */
  abstract rewrap(): Promise<number>;

  /** All data keys, oldest first. Reads every sealed value. */
  abstract report(): Promise<readonly DataKeyReport[]>;
}
