import type { ConfigEntry } from '../describe-config.js';

/**
 * The entries that a reference in Markdown documents under one `## heading`: rows of tables
 * `| property | meaning | allowed | default | environment |`.
 */
export function readReference(markdown: string, heading: string): ConfigEntry[] {
  const [, section = ''] = markdown.split(`\n## ${heading}\n`);
  const [ownText = ''] = section.split('\n## ');
  return ownText
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(toEntry);
}

function toEntry(row: string): ConfigEntry {
  const [path = '', meaning = '', allowed = '', initial = '', env = ''] = row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  if (meaning === '') {
    throw new Error(`no meaning is documented for ${path}`);
  }
  return { path: codeOf(path), allowed, default: codeOf(initial), env: env.split(', ').map(codeOf).filter(Boolean) };
}

function codeOf(cell: string): string {
  return cell.replace(/^`|`$/g, '');
}
