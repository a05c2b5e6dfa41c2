import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DockerDriver, type LogLine, type LogQuery } from '#docker-driver';
import { describeError } from '#logging';
import { EventStream } from './event-stream.js';
import { type Follower, LogFollowers } from './log-followers.js';
import { type Hide, type LogSource, LogSources } from './log-sources.js';

const KEEP_ALIVE_MS = 15_000;

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
    try {
      await this.docker.followLog(source.endpoint, source.containerId, { ...query, onLine, signal: follower.signal });
      events.send({ event: 'end', data: { reason: 'the container ended, or the broker stops; follow again' } });
    } catch (error) {
      const { instanceId } = source;
      this.logger.warn({
        message: 'log could not be followed',
        instanceId,
        reason: error instanceof Error ? describeError(error) : 'unknown error',
      });
      events.send({ event: 'end', data: { reason: 'the Docker host does not answer; follow again when it does' } });
    }
    stop();
    events.end();
  }

  /** With every sign of life what is secret is looked up again: a binding may have been made meanwhile. */
  private readInto({ source, events, hide }: Following): { onLine: (line: LogLine) => void; stop: () => void } {
    let hideNow = hide;
    const timer = setInterval(() => {
      events.keepAlive();
      this.sources.findSecretsOf(source.instanceId).then(
        (newest) => (hideNow = newest),
        () => undefined,
      );
    }, KEEP_ALIVE_MS);
    const onLine = ({ time, stream, text }: LogLine): void => {
      events.send({ id: time, data: { time, stream, text: hideNow(text) } });
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
