import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaitingRoom } from './waiting-room.js';

describe('WaitingRoom', () => {
  let room: WaitingRoom;
  beforeEach(() => {
    vi.useFakeTimers();
    room = new WaitingRoom();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is left when the time is over', async () => {
    const left = vi.fn<() => void>();
    void room.wait(100).then(left);

    await vi.advanceTimersByTimeAsync(99);
    expect(left).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);

    expect(left).toHaveBeenCalledOnce();
  });

  it('is left when what was waited for ends, and no timer stays behind', async () => {
    await room.wait(100_000, Promise.resolve());

    expect(vi.getTimerCount()).toBe(0);
  });

  it('is left by who is called, and by nobody else', async () => {
    const left: string[] = [];
    for (const name of ['one', 'other']) void room.waitForCall(name, 100).then(() => left.push(name));

    room.call('one');
    await vi.advanceTimersByTimeAsync(0);
    expect(left).toEqual(['one']);
    expect(vi.getTimerCount()).toBe(1);

    await vi.advanceTimersByTimeAsync(100);
    expect(left).toEqual(['one', 'other']);
  });

  it('sends everybody home, also who comes later (row 9)', async () => {
    const waits = [room.wait(100_000), room.wait(100_000, new Promise(() => undefined)), room.waitForCall('one', 1e5)];

    room.close();

    await Promise.all([...waits, room.wait(100_000)]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
