import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
} from 'class-validator';
import { Setting } from '#configuration';
import { OWN_SHIPPER } from '../drains/own-shipper.types.js';
import { IsNetwork, NETWORK } from './is-network.js';

const IMAGE_REFERENCE = /^[a-z0-9][\w.:/@-]{0,254}$/;

/** How logs of services are sent to drains. */
export class DrainsConfig {
  /** Between two looks at what each host sends where; 0 for never. */
  @Setting('seconds, a whole number from 0 (never) to 3600')
  @IsInt()
  @Min(0)
  @Max(3600)
  readonly everySeconds: number = 10;

  /** Of the container that sends them, one on each host that has something to send. */
  @Setting('a reference to an image')
  @IsString()
  @Length(1, 255)
  @Matches(IMAGE_REFERENCE)
  readonly image: string = OWN_SHIPPER;

  /** What each drain may leave on the disk of its host while it takes no lines; then lines are lost, and counted. */
  @Setting('MiB, a whole number from 2 to 10240')
  @IsInt()
  @Min(2)
  @Max(10_240)
  readonly bufferMegabytes: number = 16;

  /** Networks that parameters may name though they are loopback, link-local or multicast. */
  @Setting(`a list of up to 100 texts, each ${NETWORK}`)
  @IsArray()
  @ArrayMaxSize(100)
  @Validate(IsNetwork, { each: true })
  readonly allowedNetworks: readonly string[] = [];

  /** Certificates in PEM that drains with TLS are verified by, beside those that Debian trusts; empty for none. */
  @Setting('the path of a file')
  @IsString()
  @MaxLength(1024)
  readonly caFile: string = '';
}
