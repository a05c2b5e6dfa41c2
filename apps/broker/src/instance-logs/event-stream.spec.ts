import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.js';

describe('EventStream', () => {
  it('writes events as a browser reads them', async () => {
    const events = new EventStream();

    void events.send({ id: '1', data: { text: 'two\nlines' } });
    events.keepAlive();
    void events.send({ event: 'end', data: {} });
    events.end();

    expect(await text(events.body)).toBe(
      'retry: 3000\n\nid: 1\ndata: {"text":"two\\nlines"}\n\n:\n\nevent: end\ndata: {}\n\n',
    );
  });

  it('holds back who sends to a slow reader, who gets all the same everything', async () => {
    const events = new EventStream(10_000);
    let mostWaiting = 0;
    const sending = (async (): Promise<void> => {
      for (let count = 0; count < 200; count += 1) {
        await events.send({ data: { text: 'x'.repeat(1_000) } });
        mostWaiting = Math.max(mostWaiting, events.body.readableLength + events.body.writableLength);
      }
      events.end();
    })();

    const read = await text(events.body);
    await sending;

    expect(read.match(/data: /g)).toHaveLength(200);
    expect(mostWaiting).toBeLessThan(25_000);
  });

  it('cuts a reader off who takes nothing, and lets go of who waits', async () => {
    const events = new EventStream(10_000);
    const closed = new Promise((resolve) => events.body.once('close', resolve));
    let sent: Promise<void> | undefined;
    while (sent === undefined) sent = events.send({ data: { text: 'x'.repeat(1_000) } });

    for (let beat = 0; beat < 4; beat += 1) events.keepAlive();

    await closed;
    await expect(sent).resolves.toBeUndefined();
    expect(events.body.destroyed).toBe(true);
  });

  it('holds nobody back once it is released', async () => {
    const events = new EventStream(10_000);
    let sent: Promise<void> | undefined;
    while (sent === undefined) sent = events.send({ data: { text: 'x'.repeat(1_000) } });

    events.release();

    await expect(sent).resolves.toBeUndefined();
    expect(events.send({ data: {} })).toBeUndefined();
  });

  it('keeps a reader who is slow but reads', () => {
    const events = new EventStream(10_000);
    for (let beat = 0; beat < 20; beat += 1) {
      while (events.send({ data: { text: 'x'.repeat(1_000) } }) === undefined);
      events.keepAlive();
      events.body.read(100);
    }

    expect(events.body.destroyed).toBe(false);
  });

  it('takes events after its reader has left', async () => {
    const events = new EventStream();
    const closed = new Promise((resolve) => events.body.once('close', resolve));
    events.body.destroy();
    await closed;

    expect(() => {
      void events.send({ data: {} });
      events.keepAlive();
      events.end();
    }).not.toThrow();
  });
});
