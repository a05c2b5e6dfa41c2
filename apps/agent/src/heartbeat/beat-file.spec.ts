import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentConfig } from '../config/agent-config.js';
import { BeatFile } from './beat-file.js';

describe('BeatFile', () => {
  let folder: string;
  const beatFileAt = (beatFile: string | undefined): BeatFile =>
    new BeatFile(Object.assign(new AgentConfig(), { beatFile }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beat-file-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds for how many seconds a ping is good news', async () => {
    const file = join(folder, 'agent.beat');

    await beatFileAt(file).write();

    expect(readFileSync(file, 'utf8')).toBe('90');
  });

  it('says once that it cannot be written, and stops nobody', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const beatFile = beatFileAt(join(folder, 'missing', 'agent.beat'));

    await beatFile.write();
    await beatFile.write();

    expect(warn).toHaveBeenCalledOnce();
  });

  it('is not there unless it is asked for', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();

    await beatFileAt(undefined).write();

    expect(warn).not.toHaveBeenCalled();
  });
});
