export { Dispatcher } from './dispatcher.port.js';
export type { HostCandidate, Placement } from './dispatcher.port.js';
export { LeastLoadedDispatcher } from './least-loaded-dispatcher.js';
export { PerfFactorDispatcher } from './perf-factor-dispatcher.js';
export { SimpleDispatcher } from './simple-dispatcher.js';
export { SpreadDispatcher } from './spread-dispatcher.js';
