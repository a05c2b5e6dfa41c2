/** Of RFC 5612, for examples and documentation: we have no number of our own. */
const ENTERPRISE = 32_473;
const MAX_VALUE_LENGTH = 255;

/** RFC 5424, 6.3: `"`, `\` and `]` are escaped in values. Control characters and empty values are left out. */
export function toStructuredData(data: Readonly<Record<string, string>>): string {
  const fields = Object.entries(data)
    .map(([name, value]) => [name, escape(value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}="${value}"`);
  return `[instance@${ENTERPRISE}${fields.join('')}]`;
}

function escape(value: string): string {
  const characters = Array.from(value.replace(/[\p{Cc}\p{Cs}]/gu, ''));
  return characters
    .slice(0, MAX_VALUE_LENGTH)
    .join('')
    .replace(/["\\\]]/g, '\\$&');
}

/** A header field: printable ASCII without spaces, `-` where nothing is left. */
export function toHeaderField(text: string, maxLength: number): string {
  const field = text.replace(/[^!-~]/g, '').slice(0, maxLength);
  return field === '' ? '-' : field;
}
