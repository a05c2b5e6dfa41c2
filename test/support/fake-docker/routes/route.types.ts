import type { Answer, EngineCall, RouteName } from '../fake-docker.types.js';
import type { FakeHost } from '../fake-host.js';
import type { PlayedService } from '../played-service.js';

/** What requests are about. */
export interface FakeSite {
  readonly host: FakeHost;
  readonly service: PlayedService;
}

export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without the version; its first group is the call's target. */
  readonly path: RegExp;
  /** Has the effect at once: only what a stream brings may come later. */
  answer(site: FakeSite, call: EngineCall): Answer;
}
