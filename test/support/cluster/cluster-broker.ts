import { setTimeout as sleep } from 'node:timers/promises';
import { pollUntil } from '../poll-until.js';
import type { Program } from '../program.js';
import { measureProcess } from './measure-process.js';
import type { ProcessFigures } from './measure-process.js';

const LISTENING = '"message":"listening"';
const RESTART_AFTER_MS = 300;
const LAST_WORDS = 5;

/** A place in a cluster that always holds a broker: whatever ends it, the next one is started on the same port. */
export class ClusterBroker {
  /** All that ever ran here, the present one last. */
  readonly programs: Program[] = [];
  /** How brokers ended that nobody had killed. */
  readonly collapses: string[] = [];
  kills = 0;
  pauses = 0;
  #wasUp = false;
  #isPaused = false;
  #isStopping = false;

  constructor(
    readonly name: string,
    readonly port: number,
    private readonly launch: () => Program,
  ) {}

  start(): void {
    const program = this.launch();
    this.#wasUp = false;
    this.programs.push(program);
    void program.ended.then(() => this.#replace(program));
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** It has said that it listens. */
  get isUp(): boolean {
    this.#wasUp ||= this.#program.output.some((line) => line.includes(LISTENING));
    return this.#wasUp;
  }

  waitUntilUp(): Promise<boolean> {
    return pollUntil(`${this.name} to listen`, () => this.isUp);
  }

  /** Gone at once; another one starts at once. */
  async kill(): Promise<void> {
    const program = this.#program;
    this.kills += 1;
    this.#killed.add(program);
    await program.stop('SIGKILL');
  }

  /** Stands still for a while, as in a virtual machine that is moved. */
  async pause(ms: number): Promise<void> {
    const program = this.#program;
    this.pauses += 1;
    this.#isPaused = true;
    program.kill('SIGSTOP');
    await sleep(ms);
    program.kill('SIGCONT');
    this.#isPaused = false;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#program.stop('SIGKILL');
  }

  measure(): ProcessFigures {
    return measureProcess(this.#program.pid);
  }

  /** Lines of all brokers that were here which contain the text. */
  linesAbout(text: string): readonly string[] {
    return this.programs.flatMap(({ output }) => output.filter((line) => line.includes(text)));
  }

  readonly #killed = new WeakSet<Program>();

  get #program(): Program {
    const program = this.programs.at(-1);
    if (program === undefined) throw new Error(`${this.name} has not been started.`);
    return program;
  }

  async #replace(program: Program): Promise<void> {
    if (!this.#isStopping && !this.#killed.has(program)) {
      const { code, signal } = await program.ended;
      const said = program.output.slice(-LAST_WORDS).join(' | ');
      this.collapses.push(`${this.isUp ? 'while it served' : 'at its start'}: ${code ?? signal ?? ''} ${said}`);
      await sleep(RESTART_AFTER_MS);
    }
    if (!this.#isStopping) this.start();
  }
}
