import type { ImagePull, ImagePullClaim, ImagePullEnd, WantedImage } from './image-pull.types.js';

/** Which images hosts are to have ahead, and how far that is; shared by all brokers. */
export abstract class ImagePullStore {
  /** These and no others are wanted from now on; what is new among them is due at once. */
  abstract want(images: readonly WantedImage[]): Promise<void>;

  /** By host and image. */
  abstract findAll(): Promise<readonly ImagePull[]>;

  /** Those that are due by the database's clock and in nobody's hands, the longest first. */
  abstract findDue(): Promise<readonly ImagePull[]>;

  /** False when another broker was first, or it is not wanted any more. */
  abstract claim(claim: ImagePullClaim): Promise<boolean>;

  /** Prolongs the claim and notes how far the pull is. False when it is another broker's by now. */
  abstract renew(claim: ImagePullClaim, percent: number | undefined): Promise<boolean>;

  /** Ends the claim. False when it is another broker's by now. */
  abstract complete(claim: ImagePullClaim, end: ImagePullEnd): Promise<boolean>;
}
