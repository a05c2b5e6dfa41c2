/** `waiting`: nobody has looked yet. */
export type ImagePullState = 'waiting' | 'pulling' | 'present' | 'failed';

export interface WantedImage {
  readonly hostId: string;
  readonly imageRef: string;
}

export interface ImagePull extends WantedImage {
  readonly state: ImagePullState;
  /** Of a running pull, once its size is known. */
  readonly percent: number | undefined;
  /** Failures in a row. */
  readonly attempts: number;
  /** Why the last try failed. */
  readonly detail: string | undefined;
  /** By the database's clock, in milliseconds since 1970. */
  readonly updatedAt: number;
}

/** A broker's word that it works on an image. */
export interface ImagePullClaim extends WantedImage {
  readonly owner: string;
  readonly leaseMs: number;
}

export interface ImagePullEnd {
  readonly state: 'present' | 'failed';
  readonly detail?: string;
  /** When it is looked at again. */
  readonly nextInMs: number;
}
