import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  /** In small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends bytes as they are, and reads until the server closes the connection: one of the bytes' requests must ask for that. */
export async function sendRaw(port: number, bytes: string | Uint8Array, isHead = false): Promise<readonly RawAnswer[]> {
  const socket = connect(port, '127.0.0.1');
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return parseAnswers(await buffer(socket), isHead);
}

/** Strictly by Content-Length, so that an answer without one is noticed. */
export function parseAnswers(bytes: Buffer, isHead = false): readonly RawAnswer[] {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1 && bytes.length === 0) return [];
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  const headers = Object.fromEntries(lines.map(toHeader));
  const length = isHead || status === 100 ? 0 : Number(headers['content-length']);
  const next = end + 4 + length;
  if (!(status >= 100) || !(next <= bytes.length)) throw new Error(`No whole answer: ${bytes.toString('latin1')}`);
  const text = bytes.subarray(end + 4, next).toString('utf8');
  return [{ status, headers, text }, ...parseAnswers(bytes.subarray(next), isHead)];
}

function toHeader(line: string): readonly [string, string] {
  const [name = '', ...value] = line.split(':');
  return [name.toLowerCase(), value.join(':').trim()];
}
