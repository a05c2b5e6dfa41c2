export { Dispatcher } from './dispatcher.port.js';
export type { HostCandidate, Placement } from './dispatcher.port.js';
export { SimpleDispatcher } from './simple-dispatcher.js';
