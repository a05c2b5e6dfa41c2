import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** In small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface RawOptions {
  /** The answer to HEAD has no body. */
  readonly isHead?: boolean;
  /** Nothing more will come, the server is told. */
  readonly isCut?: boolean;
}

/** Sends bytes as they are, and reads until the server closes the connection: some request in them must ask for that. */
export async function sendRaw(
  port: number,
  bytes: string | Uint8Array,
  { isHead = false, isCut = false }: RawOptions = {},
): Promise<readonly RawAnswer[]> {
  const socket = connect(port, '127.0.0.1');
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  if (isCut) socket.end();
  return parseAnswers(await readAll(socket), isHead);
}

/** For who sends more after a while. */
export interface RawConnection {
  send(text: string): void;
  /** All of them, once the server has closed the connection. */
  readonly answers: Promise<readonly RawAnswer[]>;
}

export function openRaw(port: number): RawConnection {
  const socket = connect(port, '127.0.0.1');
  return {
    send: (text) => void socket.write(text, 'latin1'),
    answers: readAll(socket).then((all) => parseAnswers(all)),
  };
}

/** What was read before a reset is an answer too: a server need not read all of a body that it refuses. */
async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => socket.destroy());
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks);
}

/** Strictly by Content-Length, so that an answer without one is noticed. */
export function parseAnswers(bytes: Buffer, isHead = false): readonly RawAnswer[] {
  if (bytes.length === 0) return [];
  const { status, headers, start } = parseHead(bytes);
  if (isHead && status >= 200) return [{ status, headers, text: '' }];
  const end = start + (status === 100 ? 0 : Number(headers['content-length']));
  if (!(end <= bytes.length)) throw new Error(`No whole answer: ${bytes.toString('latin1')}`);
  const text = bytes.subarray(start, end).toString('utf8');
  return [{ status, headers, text }, ...parseAnswers(bytes.subarray(end), isHead)];
}

function parseHead(bytes: Buffer): Omit<RawAnswer, 'text'> & { readonly start: number } {
  const end = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? [];
  if (status === undefined) throw new Error(`No answer in HTTP: ${bytes.toString('latin1')}`);
  return { status: Number(status), headers: Object.fromEntries(lines.map(toHeader)), start: end + 4 };
}

function toHeader(line: string): readonly [string, string] {
  const [name = '', ...value] = line.split(':');
  return [name.toLowerCase(), value.join(':').trim()];
}
