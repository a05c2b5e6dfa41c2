/** What leaves everything as it was, or leaves nothing that anybody would miss. */
const IDLE: readonly string[] = [
  ...['findContainer', 'findImage', 'findExec', 'listContainers', 'readLogTail', 'describeEngine'],
  ...['ensureNetwork', 'ensureVolume', 'createExec', 'check key', 'claim operation', 'hold container', 'renew lease'],
];

/**
 * Of the points of a life, in their order, those right after something has changed: until the next change it makes no
 * difference where a broker dies.
 */
export function findChanges(points: readonly string[]): readonly string[] {
  const after = points.filter((point) => point.includes('-#'));
  return after.filter((point, index) => isChange(nameOf(point), nameOf(after[index - 1] ?? '')));
}

/** The renewal after `createExec` says which script is about to run. Of volumes that go, most were never there. */
function isChange(name: string, before: string): boolean {
  if (before === 'createExec') return true;
  return !IDLE.includes(name) && !(name === 'removeVolume' && before === name);
}

function nameOf(point: string): string {
  return point.replace(/^\w+:/, '').replace(/-#\d+$/, '');
}
