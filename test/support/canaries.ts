const NAMES = [
  'platformPassword',
  'formerPassword',
  'adminPassword',
  'agentPassword',
  'wrongPassword',
  'wrongToken',
  'planPassword',
  'planDashboard',
  'planEnvironment',
  'planMount',
  'planDrain',
  'planRoute',
  'clientSecret',
  'imageCredentials',
  'refusedImage',
  'documentCredentials',
  'refusedDocument',
  'registryPassword',
  'refusedRegistry',
  'refusedCertificate',
  'provisionParameter',
  'environmentParameter',
  'provisionContext',
  'unknownField',
  'updateParameter',
  'bindParameter',
  'bindContext',
  'bindResource',
  'refusedDrain',
  'badBody',
  'query',
  'path',
  'header',
  'cookie',
  'pingField',
  'provisionOutput',
  'provisionComplaint',
  'updateComplaint',
  'bindOutput',
  'bindComplaint',
  'failedOutput',
  'garbageOutput',
  'unbindComplaint',
  'deprovisionComplaint',
] as const;

export type CanaryName = (typeof NAMES)[number];

/** Marked secrets, one for each way by which one comes in. */
export const CANARIES = Object.fromEntries(
  NAMES.map((name, index) => [name, `canary${String(index + 10)}${name.toLowerCase()}sings`]),
) as Readonly<Record<CanaryName, string>>;

/** Those that stand in a text, in any spelling that a careless line of code would give them. */
export function canariesIn(text: string): readonly CanaryName[] {
  return NAMES.filter((name) => spellingsOf(CANARIES[name]).some((spelling) => text.includes(spelling)));
}

/** Whatever to look for where nobody can read everything. */
export const ALL_SPELLINGS: readonly string[] = Object.values(CANARIES).flatMap(spellingsOf);

/** As it is, in base64 from each of three beginnings, and in hexadecimal. */
function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((skipped) => {
    const whole = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3));
    return whole.toString('base64');
  });
  return [secret, ...inBase64, bytes.toString('hex')];
}
