import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.js';

describe('EventStream', () => {
  it('writes events as a browser reads them', async () => {
    const events = new EventStream();

    events.send({ id: '1', data: { text: 'two\nlines' } });
    events.keepAlive();
    events.send({ event: 'end', data: {} });
    events.end();

    expect(await text(events.body)).toBe(
      'retry: 3000\n\nid: 1\ndata: {"text":"two\\nlines"}\n\n:\n\nevent: end\ndata: {}\n\n',
    );
  });

  it('cuts a reader off who does not read, and keeps nothing for them', async () => {
    const events = new EventStream(10_000);
    const closed = new Promise((resolve) => events.body.once('close', resolve));

    for (let count = 0; count < 100; count += 1) events.send({ data: { text: 'x'.repeat(1_000) } });

    await closed;
    expect(events.body.destroyed).toBe(true);
    expect(events.body.readableLength + events.body.writableLength).toBeLessThan(12_000);
  });

  it('takes events after its reader has left', async () => {
    const events = new EventStream();
    const closed = new Promise((resolve) => events.body.once('close', resolve));
    events.body.destroy();
    await closed;

    expect(() => {
      events.send({ data: {} });
      events.keepAlive();
      events.end();
    }).not.toThrow();
  });
});
