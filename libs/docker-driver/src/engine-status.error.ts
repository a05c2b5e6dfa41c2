/**
 * The engine answered with a status that its call does not promise. Never leaves this lib: `translateDockerError`
 * turns it into one of docker-driver.errors.ts.
 */
export class EngineStatusError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
    this.name = 'EngineStatusError';
  }
}
