import type { ExecOutcome } from '#docker-driver';

const STDOUT = 1;
const STDERR = 2;
const HEADER_BYTES = 8;
const MAX_FRAME_BYTES = 32 * 1024;

/** What a command has written, as Docker puts two streams into one. */
export function toFrames({ stdout = '', stderr = '' }: Partial<ExecOutcome>): Buffer {
  return Buffer.concat([...split(stdout, STDOUT), ...split(stderr, STDERR)]);
}

export function toFrame(text: Buffer, kind = STDOUT): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(kind, 0);
  header.writeUInt32BE(text.length, 4);
  return Buffer.concat([header, text]);
}

function split(text: string, kind: number): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const frames: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += MAX_FRAME_BYTES)
    frames.push(toFrame(bytes.subarray(from, from + MAX_FRAME_BYTES), kind));
  return frames;
}
