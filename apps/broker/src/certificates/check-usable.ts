import { createSecureContext } from 'node:tls';
import { BadRequestError } from '../osb/osb.errors.js';

/**
 * What TLS itself says to the three texts: it reads more of them than their blocks, and has rules of its own. The driver
 * would meet that only with the next order, when nobody can be told any more (T29). Throws `BadRequestError`.
 */
export function checkUsable({ cert, key, ca }: Readonly<Record<'cert' | 'key' | 'ca', string>>): void {
  try {
    createSecureContext({ cert, key, ca });
  } catch {
    // The library's own words may quote the text.
    throw new BadRequestError(
      'TLS cannot use ClientCert, ClientKey and CA as they are: hand over PEM blocks alone, signed with SHA-256 or better.',
    );
  }
}
