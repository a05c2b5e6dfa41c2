import { describe, expect, it } from 'vitest';

import { CappedText } from './capped-text.js';
import { DemuxStream } from './demux-stream.js';
import { EngineAnswerError } from './docker-driver.errors.js';

function toFrame(kind: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(kind, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

function demux(chunks: readonly Buffer[]): { stdout: string; stderr: string; isWhole: boolean } {
  const [stdout, stderr] = [new CappedText(1000), new CappedText(1000)];
  const stream = new DemuxStream((text, isStdout) => {
    (isStdout ? stdout : stderr).add(text);
  });
  for (const chunk of chunks) stream.push(chunk);
  return { stdout: stdout.toString(), stderr: stderr.toString(), isWhole: stream.isWhole };
}

const stream = Buffer.concat([toFrame(1, '{"a":'), toFrame(2, 'warnung: größe'), toFrame(1, ''), toFrame(1, '"ü"}')]);
const whole = { stdout: '{"a":"ü"}', stderr: 'warnung: größe', isWhole: true };

describe('DemuxStream', () => {
  it('takes both streams apart, wherever the chunks are split', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      expect(demux([stream.subarray(0, at), stream.subarray(at)])).toEqual(whole);
    }
  });

  it('takes them byte by byte', () => {
    expect(demux([...stream].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('knows when the stream ends within a frame or a header', () => {
    expect(demux([stream.subarray(0, stream.length - 1)]).isWhole).toBe(false);
    expect(demux([toFrame(1, 'a'), Buffer.from([1, 0, 0])]).isWhole).toBe(false);
    expect(demux([]).isWhole).toBe(true);
  });

  it('keeps nothing of a frame that promises four gigabytes', () => {
    const seen: number[] = [];
    const stream = new DemuxStream((text) => seen.push(text.length));

    stream.push(Buffer.from([1, 0, 0, 0, 255, 255, 255, 255]));
    stream.push(Buffer.alloc(10));

    expect(seen).toEqual([10]);
  });

  it('refuses what is no frame', () => {
    expect(() => demux([Buffer.from('Error: something\r\n')])).toThrow(EngineAnswerError);
  });
});

describe('CappedText', () => {
  it.each([
    { maxBytes: 5, chunks: ['abc', 'de'], text: 'abcde', isCut: false },
    { maxBytes: 4, chunks: ['abc', 'de'], text: 'abcd', isCut: true },
    { maxBytes: 3, chunks: ['abc', '', 'de', 'f'], text: 'abc', isCut: true },
    { maxBytes: 0, chunks: ['a'], text: '', isCut: true },
  ])('keeps $text of $chunks', ({ maxBytes, chunks, text, isCut }) => {
    const capped = new CappedText(maxBytes);

    for (const chunk of chunks) capped.add(Buffer.from(chunk));

    expect(capped.toString()).toBe(text);
    expect(capped.isCut).toBe(isCut);
  });
});
