/** How many labels a host may have, and a plan may ask for. */
export const MOST_HOST_LABELS = 20;

/** Both have up to 63 characters; a name has a letter or digit at both ends. */
export const HOST_LABEL_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$/;
export const HOST_LABEL_VALUE = /^[A-Za-z0-9._/-]{0,63}$/;

/** The end of the sentence «allowed is …». */
export const HOST_LABELS = `an object of up to ${MOST_HOST_LABELS} texts: letters, digits, ._/-`;

/** What an operator says of a host in a few words, so that plans can ask for it. */
export function isHostLabels(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST_HOST_LABELS && entries.every(isLabel);
}

function isLabel([name, text]: readonly [string, unknown]): boolean {
  return HOST_LABEL_NAME.test(name) && typeof text === 'string' && HOST_LABEL_VALUE.test(text);
}
