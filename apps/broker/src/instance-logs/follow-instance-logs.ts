import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, type FollowLogOptions, type LogLine, type LogQuery } from '#docker-driver';
import { describeError } from '#logging';
import { EventStream } from './event-stream.js';
import { type Follower, LogFollowers } from './log-followers.js';
import { type Hide, type LogSource, LogSources } from './log-sources.js';

const KEEP_ALIVE_MS = 15_000;
/** Looking a line through for thousands of secrets takes its time: who else waits has a turn now and then. */
const LINES_A_TURN = 100;

/** An instance's log as server-sent events, until its container ends, the reader leaves, or the broker stops. */
@Injectable()
export class FollowInstanceLogs {
  private readonly logger = new Logger('InstanceLogs');

  constructor(
    private readonly sources: LogSources,
    private readonly followers: LogFollowers,
    private readonly docker: DockerDriver,
  ) {}

  /** The body of the answer. Throws what `LogSources` and `LogFollowers` throw; never once the stream is there. */
  async execute(instanceId: string, query: LogQuery): Promise<Readable> {
    const source = await this.sources.get(instanceId);
    const hide = await this.sources.findSecretsOf(instanceId);
    const follower = this.followers.admit();
    const events = new EventStream();
    events.body.once('close', () => {
      follower.leave();
    });
    void this.follow({ source, query, follower, events, hide });
    return events.body;
  }

  private async follow(parts: Following): Promise<void> {
    const { source, query, follower, events } = parts;
    const { onLine, stop } = this.readInto(parts);
    follower.signal.addEventListener('abort', () => {
      events.release();
    });
    try {
      await this.docker.followLog(source.endpoint, source.containerId, { ...query, onLine, signal: follower.signal });
      void events.send({ event: 'end', data: { reason: 'the container ended, or the broker stops; follow again' } });
    } catch (error) {
      const { instanceId } = source;
      this.logger.warn({
        message: 'log could not be followed',
        instanceId,
        reason: error instanceof Error ? describeError(error) : 'unknown error',
      });
      await events.send({
        event: 'end',
        data: { reason: 'the Docker host does not answer; follow again when it does' },
      });
    }
    stop();
    events.end();
  }

  /** With every sign of life what is secret is looked up again: a binding may have been made meanwhile. */
  private readInto({ source, events, hide }: Following): { onLine: FollowLogOptions['onLine']; stop: () => void } {
    let hideNow = hide;
    let lines = 0;
    const timer = setInterval(() => {
      events.keepAlive();
      this.sources.findSecretsOf(source.instanceId).then(
        (newest) => (hideNow = newest),
        () => undefined,
      );
    }, KEEP_ALIVE_MS);
    const onLine = async ({ time, stream, text }: LogLine): Promise<void> => {
      await events.send({ id: time, data: { time, stream, text: hideNow(text) } });
      lines += 1;
      if (lines % LINES_A_TURN === 0) await nextTurn();
    };
    return {
      onLine,
      stop: () => {
        clearInterval(timer);
      },
    };
  }
}

interface Following {
  readonly source: LogSource;
  readonly query: LogQuery;
  readonly follower: Follower;
  readonly events: EventStream;
  readonly hide: Hide;
}
