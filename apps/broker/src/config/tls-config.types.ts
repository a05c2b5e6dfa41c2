import { IsBoolean, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { Setting } from '#configuration';

/** The broker's own HTTPS; without this section it speaks plain HTTP, as the original does (T5). */
export class TlsConfig {
  /** The certificate that clients see, and its chain behind it. Read anew when it changes. */
  @Setting('the path of a PEM file')
  @IsString()
  @Length(1, 1024)
  readonly certFile!: string;

  /** Its key, without a passphrase. */
  @Setting('the path of a PEM file')
  @IsString()
  @Length(1, 1024)
  readonly keyFile!: string;

  /** Certificate authorities that agents' own certificates are verified by; empty for none. */
  @Setting('the path of a PEM file, or nothing')
  @IsString()
  @MaxLength(1024)
  readonly clientCaFile: string = '';

  @Setting('"TLSv1.2" or "TLSv1.3"')
  @IsIn(['TLSv1.2', 'TLSv1.3'])
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.2';

  /** Whether agents are let in only with a certificate of `clientCaFile` that names their host (T7). */
  @Setting('true or false; in the environment 1 and 0 too')
  @IsBoolean()
  readonly agentsNeedCertificate: boolean = false;
}
