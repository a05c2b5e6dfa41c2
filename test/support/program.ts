import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pollUntil } from './poll-until.js';

const ROOT = join(import.meta.dirname, '../..');

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LogLine {
  readonly level?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

interface Start {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One of our apps as it was built, in a process of its own. */
export class Program {
  /** Everything that it said, line by line. */
  readonly output: string[] = [];
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  readonly #killOnExit = (): void => {
    this.kill('SIGKILL');
  };

  constructor(
    readonly name: 'broker' | 'agent',
    { args, env }: Start,
  ) {
    const main = join(ROOT, `dist/apps/${name}/src/main.js`);
    if (!existsSync(main)) throw new Error(`${main} is missing: npm run build makes it.`);
    const surroundings = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env };
    this.#child = spawn(process.execPath, [main, ...args], {
      cwd: ROOT,
      env: surroundings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.#child;
    for (const input of [stdout, stderr])
      if (input !== null) createInterface({ input }).on('line', (line) => this.output.push(line));
    process.once('exit', this.#killOnExit);
    this.ended = this.#waitForEnd();
  }

  /** 0 when it could not be started. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it logged as JSON. */
  log(): readonly LogLine[] {
    return this.output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine);
  }

  /** Waits for a line with this message; `nth` counts from 1. */
  async said(message: string, nth = 1): Promise<LogLine> {
    return pollUntil(`"${message}" in the log of the ${this.name}`, () => {
      const line = this.log().filter((one) => one.message === message)[nth - 1];
      if (line === undefined && this.#child.exitCode !== null)
        throw new Error(`It has ended: ${this.output.join('\n')}`);
      return line;
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    this.kill(signal);
    return this.ended;
  }

  async #waitForEnd(): Promise<Ending> {
    const [code, signal] = (await once(this.#child, 'close')) as [number | null, NodeJS.Signals | null];
    process.off('exit', this.#killOnExit);
    return { code, signal };
  }
}
