import { IsInt, Max, Min } from 'class-validator';
import { Setting } from '#configuration';

/** Limits of the durable operations. */
export class OperationsConfig {
  /** How long a request waits for its operation before it is answered with 202. */
  @Setting('seconds, a whole number from 0 to 50')
  @IsInt()
  @Min(0)
  @Max(50)
  readonly syncWaitSeconds: number = 10;

  /** The same for a platform that does not take 202; then the operation is undone. */
  @Setting('seconds, a whole number from 1 to 600')
  @IsInt()
  @Min(1)
  @Max(600)
  readonly blockingWaitSeconds: number = 50;

  /** How long the first poll of an operation is held back. */
  @Setting('seconds, a whole number from 0 to 50')
  @IsInt()
  @Min(0)
  @Max(50)
  readonly pollHoldSeconds: number = 5;

  /** After this time without a sign of its worker, an operation is continued by another. */
  @Setting('seconds, a whole number from 2 to 600')
  @IsInt()
  @Min(2)
  @Max(600)
  readonly leaseSeconds: number = 15;

  /** A creation that takes longer is undone. */
  @Setting('seconds, a whole number from 10 to 86400')
  @IsInt()
  @Min(10)
  @Max(86_400)
  readonly provisionDeadlineSeconds: number = 600;

  @Setting('seconds, a whole number from 1 to 3600')
  @IsInt()
  @Min(1)
  @Max(3600)
  readonly scriptTimeoutSeconds: number = 60;

  /** Operations that one broker works on at the same time. */
  @Setting('a whole number from 1 to 1000')
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly workers: number = 32;

  /** Of these at most so many on one Docker host, so that one that hangs keeps none from the others. */
  @Setting('a whole number from 1 to 1000')
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly workersPerHost: number = 16;

  /** How long ended operations and tombstones are kept. */
  @Setting('days, a whole number from 1 to 3650')
  @IsInt()
  @Min(1)
  @Max(3650)
  readonly retentionDays: number = 30;

  /** How long a container that several instances can share is kept when the last one has left it. */
  @Setting('seconds, a whole number from 0 to 604800')
  @IsInt()
  @Min(0)
  @Max(604_800)
  readonly emptyContainerSeconds: number = 300;
}
