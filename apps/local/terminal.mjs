import { clearInterval, setInterval } from 'node:timers';

const live = process.stdout.isTTY;

/** @param {string} text */
export function heading(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 76 - text.length))}`);
}

/**
 * Shows that something long is under way: what, for how long already, and what it is at.
 *
 * @template T
 * @param {string} label
 * @param {(say: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const startedAt = Date.now();
  let detail = '';
  const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const ticker = setInterval(() => show(`… ${label}, ${elapsed()}${detail && `: ${detail}`}`), live ? 1000 : 10_000);
  show(`… ${label}`);
  try {
    const result = await work(
      (text) =>
        (detail =
          text
            .trim()
            .split(/[\r\n]+/)
            .at(-1) ?? ''),
    );
    finish(`✓ ${label}, ${elapsed()}`);
    return result;
  } catch (error) {
    finish(`✗ ${label}, ${elapsed()}`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** @param {string} text */
function show(text) {
  process.stdout.write(live ? `\r\x1b[K${text.slice(0, process.stdout.columns - 1)}` : `${text}\n`);
}

/** @param {string} text */
function finish(text) {
  process.stdout.write(live ? `\r\x1b[K${text}\n` : `${text}\n`);
}
