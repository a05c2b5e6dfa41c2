import { OwnEngine } from './own-engine.js';
import type { Program } from './program.js';
import { type SystemOptions, TestSystem } from './test-system.js';

/** A broker and two Docker engines of their own, each with its agent: hosts that a test may lose. */
export class TwoHosts {
  readonly #agents = new Map<OwnEngine, Program>();

  private constructor(
    readonly system: TestSystem,
    readonly engines: readonly [OwnEngine, OwnEngine],
  ) {}

  /** The engines have these images of the machine's; `toOptions` may name their addresses. */
  static async start(
    images: readonly string[],
    toOptions: (engines: readonly [OwnEngine, OwnEngine]) => SystemOptions = () => ({}),
  ): Promise<TwoHosts> {
    const engines = await Promise.all([OwnEngine.start(images), OwnEngine.start(images)]);
    const hosts = new TwoHosts(await TestSystem.prepare(toOptions(engines)), engines);
    try {
      await hosts.system.startBroker();
      for (const engine of engines) await hosts.#startAgentOf(engine);
      return hosts;
    } catch (error) {
      await hosts.remove();
      throw error;
    }
  }

  /** The host's power is cut, and the broker has noticed. */
  async lose(engine: OwnEngine): Promise<void> {
    await this.cut(engine);
    await this.system.broker.said('host is silent: no new instances there until its agent pings');
  }

  /** The host's power is cut: nobody has noticed yet. */
  async cut(engine: OwnEngine): Promise<void> {
    await Promise.all([this.#agents.get(engine)?.stop('SIGKILL'), engine.cut()]);
  }

  async bringBack(engine: OwnEngine): Promise<void> {
    await engine.boot();
    await this.#startAgentOf(engine);
  }

  /** The engine is started again with certificates of another CA; its agent hands them over as soon as it knows them. */
  async renewCertificates(engine: OwnEngine): Promise<void> {
    await this.cut(engine);
    engine.renewCertificates();
    await this.bringBack(engine);
  }

  async remove(): Promise<void> {
    await this.system.remove();
    await Promise.all(this.engines.map((engine) => engine.remove()));
  }

  async #startAgentOf(engine: OwnEngine): Promise<void> {
    const env = {
      AGENT_SERVICEAGENT_KEEPALIVE: '1',
      AGENT_SERVICEAGENT_DOCKERHOST: engine.address,
      AGENT_SERVICEAGENT_DOCKERPORT: String(engine.port),
      AGENT_SERVICEAGENT_SERVICEHOST: engine.address,
    };
    this.#agents.set(engine, await this.system.startAgent({ env, flags: engine.agentFlags }));
  }
}
