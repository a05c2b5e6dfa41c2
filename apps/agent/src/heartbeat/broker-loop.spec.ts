import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CertificateUpload, Ping } from '#agent-protocol';
import { writePing } from '#agent-protocol';
import { InMemoryBrokerConnection } from '../broker-connection/testing/in-memory-broker-connector.js';
import { BrokerLoop } from './broker-loop.js';

const PING: Ping = {
  serviceHost: '192.0.2.10',
  dockerHost: '127.0.0.1',
  dockerPort: 2375,
  isActive: true,
  perfFactor: 1.22,
  keepAliveSeconds: 2,
  execCommand: '',
  execArgs: '',
  portbindMin: 49150,
  portbindMax: 49999,
};
const CERTIFICATES: CertificateUpload = { host: '127.0.0.1', clientCert: 'cert', clientKey: 'key', ca: null };

describe('BrokerLoop', () => {
  let connection: InMemoryBrokerConnection;
  let stop: AbortController;
  let told: unknown[];
  let beats: number;

  const start = (certificates?: CertificateUpload, keepAliveSeconds = 2): Promise<void> =>
    new BrokerLoop({
      connection,
      certificates,
      keepAliveSeconds,
      describeHost: () => Promise.resolve(PING),
      noteBeat: () => Promise.resolve(void (beats += 1)),
    }).run(stop.signal);
  const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1000);
  const paths = (): string[] => connection.received.map(({ path }) => path);

  beforeEach(() => {
    vi.useFakeTimers();
    connection = new InMemoryBrokerConnection();
    stop = new AbortController();
    told = [];
    beats = 0;
    vi.spyOn(Logger.prototype, 'log').mockImplementation((line: unknown) => told.push(line));
    vi.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => told.push(line));
  });

  afterEach(() => {
    stop.abort();
    vi.useRealTimers();
  });

  it('pings at once and then keepalive seconds after each reply', async () => {
    void start();

    await seconds(0);
    expect(connection.received).toEqual([{ method: 'POST', path: '/ping', body: writePing(PING), timeoutMs: 2000 }]);
    await seconds(1.9);
    expect(connection.received).toHaveLength(1);
    await seconds(0.2);
    expect(connection.received).toHaveLength(2);
  });

  it('waits for an answer 10 seconds at most', async () => {
    void start(undefined, 60);
    await seconds(0);

    expect(connection.received[0]?.timeoutMs).toBe(10_000);
  });

  it('tells a change of the connection, never a beat', async () => {
    void start();
    await seconds(10);
    expect(told).toEqual([{ message: 'broker connected', broker: 'broker:9998' }]);

    connection.goAway();
    await seconds(10);
    connection.answerWith(401, 'Wrong password');
    await seconds(10);
    connection.answerWith(400, 'PerfFactor: allowed is a number');
    await seconds(10);
    connection.answerWith(200);
    await seconds(10);

    expect(told.slice(1)).toEqual([
      { message: 'broker lost', broker: 'broker:9998', reason: 'ECONNREFUSED' },
      { message: 'broker refused', broker: 'broker:9998', reason: '401 Wrong password' },
      { message: 'broker refused', broker: 'broker:9998', reason: '400 PerfFactor: allowed is a number' },
      { message: 'broker connected', broker: 'broker:9998' },
    ]);
  });

  it('notes the pings that the broker took, and no other', async () => {
    void start();
    await seconds(3);
    expect(beats).toBe(2);

    connection.answerWith(401, 'Wrong password');
    await seconds(4);
    connection.goAway();
    await seconds(4);

    expect(beats).toBe(2);
  });

  it('goes on when the host cannot be described', async () => {
    const loop = new BrokerLoop({
      connection,
      certificates: undefined,
      keepAliveSeconds: 1,
      describeHost: vi.fn().mockRejectedValueOnce(new Error('no /proc')).mockResolvedValue(PING),
      noteBeat: () => Promise.resolve(),
    });
    void loop.run(stop.signal);
    await seconds(1);

    expect(paths()).toEqual(['/ping']);
    expect(told).toContainEqual({ message: 'broker lost', broker: 'broker:9998', reason: 'Error: no /proc' });
  });

  it('uploads certificates once, before the first ping', async () => {
    void start(CERTIFICATES);
    await seconds(5);

    expect(paths()).toEqual(['/certificate/127.0.0.1', '/ping', '/ping', '/ping']);
    expect(connection.received[0]?.method).toBe('PUT');
  });

  it('uploads again until the broker is there and has taken them', async () => {
    connection.goAway();
    void start(CERTIFICATES);
    await seconds(3);
    connection.answerWith(200);
    connection.answerWith(500, 'no database', /certificate/);
    await seconds(4);
    connection.answerWith(200);
    await seconds(4);

    expect(paths()).toEqual([
      ...['/certificate/127.0.0.1', '/certificate/127.0.0.1'],
      ...['/certificate/127.0.0.1', '/ping', '/certificate/127.0.0.1', '/ping'],
      ...['/certificate/127.0.0.1', '/ping', '/ping'],
    ]);
    expect(told).toContainEqual({
      message: 'certificates refused',
      broker: 'broker:9998',
      reason: '500 no database',
    });
    expect(told.filter((line) => JSON.stringify(line).includes('certificates refused'))).toHaveLength(1);
  });

  it('uploads again when a broker comes back', async () => {
    void start(CERTIFICATES);
    await seconds(1);
    connection.goAway();
    await seconds(2);
    connection.answerWith(200);
    await seconds(4);

    expect(paths().slice(2)).toEqual(['/ping', '/certificate/127.0.0.1', '/ping', '/ping']);
  });

  it('pings on without certificates that a broker does not take', async () => {
    connection.answerWith(422, 'not PEM', /certificate/);
    void start(CERTIFICATES);
    await seconds(5);

    expect(paths()).toEqual(['/certificate/127.0.0.1', '/ping', '/ping', '/ping']);
    expect(told[0]).toEqual({ message: 'certificates refused', broker: 'broker:9998', reason: '422 not PEM' });
  });

  it('uploads nothing while its password is refused, and does so once it is taken', async () => {
    connection.answerWith(401);
    void start(CERTIFICATES);
    await seconds(5);
    connection.answerWith(200);
    await seconds(4);

    expect(paths()).toEqual([
      ...['/certificate/127.0.0.1', '/ping', '/ping', '/ping'],
      ...['/ping', '/certificate/127.0.0.1', '/ping'],
    ]);
  });

  it('ends at once, closes its connection and has nothing to say about it', async () => {
    connection.hang();
    const loop = start();
    await seconds(1);

    stop.abort();
    await loop;

    expect(connection.isClosed).toBe(true);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
