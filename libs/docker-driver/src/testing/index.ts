export type { Fault } from './faults.js';
export type { DriverMethod } from './in-memory-docker-controls.js';
export { InMemoryDockerDriver } from './in-memory-docker-driver.js';
export { InMemoryEngine } from './in-memory-engine.js';
export { execOutcome } from './in-memory-execs.js';
export type { ExecScript, ScriptedExec, StoredExec } from './in-memory-execs.js';
