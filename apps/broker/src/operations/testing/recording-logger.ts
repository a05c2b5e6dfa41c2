import { ConsoleLogger, Logger, type LoggerService } from '@nestjs/common';

/** Keeps what is logged from the terminal, and for the test. */
export class RecordingLogger implements LoggerService {
  readonly entries: unknown[] = [];

  readonly log = (entry: unknown): void => void this.entries.push(entry);
  readonly warn = this.log;
  readonly error = this.log;

  /** In the place of the process's logger, until `restore`. */
  static install(): RecordingLogger {
    const logger = new RecordingLogger();
    Logger.overrideLogger(logger);
    return logger;
  }

  static restore(): void {
    Logger.overrideLogger(new ConsoleLogger());
  }

  text(): string {
    return JSON.stringify(this.entries);
  }
}
