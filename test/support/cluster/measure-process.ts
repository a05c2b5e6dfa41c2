import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const PAGE_BYTES = 4_096;
const MEGABYTE = 1_048_576;

export interface ProcessFigures {
  readonly handles: number;
  readonly sockets: number;
  readonly megabytes: number;
}

/** What a process holds, as the kernel sees it. */
export function measureProcess(pid: number): ProcessFigures {
  const targets = readdirSync(`/proc/${pid}/fd`).map((handle) => readTarget(`/proc/${pid}/fd/${handle}`));
  const [, residentPages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return {
    handles: targets.length,
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
    megabytes: Math.round((Number(residentPages) * PAGE_BYTES) / MEGABYTE),
  };
}

/** Empty for one that was closed while we looked. */
function readTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
