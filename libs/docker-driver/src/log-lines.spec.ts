import { describe, expect, it } from 'vitest';

import { EngineAnswerError } from './docker-driver.errors.js';
import type { LogLine } from './docker-driver.port.js';
import { LogLines } from './log-lines.js';

const TIME = '2026-01-02T03:04:05.678901234Z';

function frame(kind: number, text: string): Buffer {
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

function readAll(chunks: readonly Buffer[]): readonly LogLine[] {
  const lines: LogLine[] = [];
  const reader = new LogLines((line) => lines.push(line));
  for (const chunk of chunks) reader.push(chunk);
  return lines;
}

describe('LogLines', () => {
  const log = Buffer.concat([frame(1, `${TIME} one\n`), frame(2, `${TIME} zwö two\n`), frame(1, `${TIME} \n`)]);
  const lines = [
    { time: TIME, stream: 'stdout', text: 'one' },
    { time: TIME, stream: 'stderr', text: 'zwö two' },
    { time: TIME, stream: 'stdout', text: '' },
  ];

  it.each([
    ['at once', [log]],
    ['byte by byte', [...log].map((byte) => Buffer.from([byte]))],
  ])('tells time, stream and text of each line that comes %s', (_, chunks) => {
    expect(readAll(chunks)).toEqual(lines);
  });

  it('keeps the streams apart where one begins a line that the other interrupts', () => {
    const chunks = [frame(1, `${TIME} be`), frame(2, `${TIME} error\n`), frame(1, 'gun\n')];

    expect(readAll(chunks).map(({ stream, text }) => `${stream} ${text}`)).toEqual(['stderr error', 'stdout begun']);
  });

  it('takes what a terminal writes, without frames, for standard output', () => {
    expect(readAll([Buffer.from(`${TIME} one\r\n${TIME} two\r\n`)])).toEqual([
      { time: TIME, stream: 'stdout', text: 'one' },
      { time: TIME, stream: 'stdout', text: 'two' },
    ]);
  });

  it('cuts a line of more than 16 KiB, and reads the next', () => {
    const [long, next] = readAll([frame(1, `${TIME} ${'x'.repeat(100_000)}\n`), frame(1, `${TIME} next\n`)]);

    expect(long?.text).toMatch(/^x{16000,16384}$/);
    expect(next?.text).toBe('next');
  });

  it('refuses what ends in no frames', () => {
    expect(() => readAll([frame(1, `${TIME} one\n`), Buffer.from('HTTP/1.1 500 ')])).toThrow(EngineAnswerError);
  });
});
