import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Installation, ServiceStore } from '#persistence';
import { type DeclaredDefinition, toDeclared } from './declared-definition.js';
import { maskSecrets } from './secret-values.js';

/** The catalog as it is stored, and as it was at one moment. */
export interface StoredServices {
  readonly revision: number;
  /** With their secrets. */
  readonly definitions: readonly DeclaredDefinition[];
  /** A strong entity tag, another one for each other catalog, secrets included. */
  readonly etag: string;
}

/** The whole catalog as a document. */
@Injectable()
export class ReadServices {
  constructor(
    private readonly services: ServiceStore,
    private readonly installation: Installation,
  ) {}

  async execute(): Promise<{ readonly services: readonly DeclaredDefinition[]; readonly etag: string }> {
    const { definitions, etag } = await this.read();
    return { services: definitions.map(maskSecrets), etag };
  }

  /** The revision is read first: whoever writes over a newer catalog is refused. */
  async read(): Promise<StoredServices> {
    const revision = await this.services.revision();
    const definitions = (await this.services.findAll()).flatMap(({ definition }) =>
      definition === undefined ? [] : [toDeclared(definition)],
    );
    return { revision, definitions, etag: this.toEtag(definitions) };
  }

  /** Keyed: nobody can try out secrets on it. */
  private toEtag(definitions: readonly DeclaredDefinition[]): string {
    const hmac = createHmac('sha256', this.installation.installationId).update(JSON.stringify(definitions));
    return `"${hmac.digest('base64url')}"`;
  }
}
