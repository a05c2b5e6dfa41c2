/**
 * What operators let a host do. `open`: instances may be placed there. `cordoned`: nothing new is. `draining`: the same,
 * and shared containers go as soon as they are empty. `removing`: it is being given up, in as many steps as it takes.
 */
export type HostAdmission = 'open' | 'cordoned' | 'draining' | 'removing';
