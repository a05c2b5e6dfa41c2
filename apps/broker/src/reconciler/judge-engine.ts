import type { EngineInfo } from '#docker-driver';

/** Of Docker 20.10, the oldest whose words the broker speaks. */
const OLDEST_API = 41;

export interface EngineVerdict {
  /** Why nothing new may be placed there, and what to do; empty for nothing. */
  readonly fault: string;
  /** What would make it safer. */
  readonly advice: readonly string[];
}

type Judged = Pick<EngineInfo, 'apiVersion' | 'securityOptions' | 'isLiveRestoreOn'>;

/** Whether containers of strangers may be put on an engine, as it describes itself. */
export function judgeEngine(engine: Judged): EngineVerdict {
  return { fault: findFault(engine), advice: [...adviseUsers(engine), ...adviseRestarts(engine)] };
}

function findFault({ apiVersion, securityOptions }: Judged): string {
  if (toMinor(apiVersion) < OLDEST_API)
    return `its API is ${apiVersion}, 1.${OLDEST_API} at least is needed: upgrade Docker to 20.10 or later`;
  const seccomp = securityOptions.find((option) => nameOf(option) === 'seccomp');
  if (seccomp === undefined || seccomp.includes('profile=unconfined'))
    return 'it runs containers without seccomp: use a kernel that has it, and no "unconfined" as the seccomp profile of dockerd';
  return '';
}

function adviseUsers({ securityOptions }: Judged): readonly string[] {
  const isMapped = securityOptions.some((option) => ['userns', 'rootless'].includes(nameOf(option)));
  return isMapped ? [] : ['root in a container is root of the host: see "userns-remap" of dockerd'];
}

function adviseRestarts({ isLiveRestoreOn }: Judged): readonly string[] {
  return isLiveRestoreOn ? [] : ['services stop while dockerd is restarted: see "live-restore" of dockerd'];
}

/** `name=seccomp,profile=default`. */
function nameOf(option: string): string {
  const [name = ''] = option.split(',');
  return name.replace(/^name=/, '');
}

/** What is no version counts as too old. */
function toMinor(apiVersion: string): number {
  const minor = /^1\.(\d{1,3})$/.exec(apiVersion)?.[1];
  return minor === undefined ? 0 : Number(minor);
}
