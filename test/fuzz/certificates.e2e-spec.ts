import { createSecureContext } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { checkCertificate } from '../../apps/broker/src/certificates/check-certificate.js';
import { BadRequestError } from '../../apps/broker/src/osb/osb.errors.js';
import { PemKitchen, type Upload } from './mixed-pems.js';
import { playRounds, scaled, SEED } from './scale.js';

const COUNT = scaled(3_000);
const kitchen = new PemKitchen();

/** What is stored must be of use: the driver makes a TLS context of it, at a time when nobody can refuse it any more. */
function judge(upload: Upload): 'taken' | 'refused' | `wrong: ${string}` {
  try {
    createSecureContext({ ...checkCertificate(upload) });
    return 'taken';
  } catch (error) {
    if (!(error instanceof BadRequestError)) return `wrong: ${String(error)}`;
    return kitchen.secretLines.some((line) => error.message.includes(line)) ? 'wrong: it tells the key' : 'refused';
  }
}

describe(`certificates that are none (FUZZ_SEED=${SEED})`, () => {
  it('are taken when TLS can use them, else refused in words that tell no key (T29)', async () => {
    const counts = { taken: 0, refused: 0 };

    const faults = await playRounds(COUNT, (dice) => {
      const upload = kitchen.make(dice);
      const verdict = judge(upload);
      if (verdict !== 'taken' && verdict !== 'refused')
        return `${verdict} of ${JSON.stringify(upload).slice(0, 4_000)}`;
      counts[verdict] += 1;
      return undefined;
    });

    expect(faults).toEqual([]);
    expect(counts.taken).toBeGreaterThan(COUNT / 20);
    expect(counts.refused).toBeGreaterThan(COUNT / 10);
  });
});
