export { describeError } from './clean-log-value.js';
export { JsonLineLogger } from './json-line-logger.js';
export type { LogFields } from './to-log-line.js';
export { toLogLine } from './to-log-line.js';
export { readLogLevels } from './read-log-levels.js';
