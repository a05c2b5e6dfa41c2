export { Dispatcher, type HostCandidate, type Placement } from './dispatcher.port.js';
export { SimpleDispatcher } from './simple-dispatcher.js';
