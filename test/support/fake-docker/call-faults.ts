import type { ContainerInfo } from '#docker-driver';
import type {
  CallFault,
  EngineCall,
  FaultHandle,
  InjectedCallFault,
  RandomFaults,
  RouteName,
} from './fake-docker.types.js';
import type { SeededRandom } from './seeded-random.js';

type FindContainer = () => ContainerInfo | undefined;

interface Source {
  hits: number;
  take(call: EngineCall, find: FindContainer): CallFault | undefined;
}

/** Decides what goes wrong in a call: the first fault that was injected for it, else one at random. */
export class CallFaults {
  readonly #injected = new Set<Source>();
  readonly #random = new Set<Source>();

  constructor(private readonly random: SeededRandom) {}

  inject(routes: readonly RouteName[], { times = 1, when, ...fault }: InjectedCallFault): FaultHandle {
    const take = (call: EngineCall, find: FindContainer): CallFault | undefined => {
      if (!routes.includes(call.route) || (when !== undefined && !when(call, find()))) return undefined;
      if (source.hits + 1 >= times) this.#injected.delete(source);
      return fault;
    };
    const source: Source = { hits: 0, take };
    return toHandle(this.#injected, source);
  }

  injectAtRandom({ probability, faults, routes }: RandomFaults): FaultHandle {
    const take = ({ route }: EngineCall): CallFault | undefined => {
      if (routes?.includes(route) === false || this.random.next() >= probability) return undefined;
      return this.random.pick(faults);
    };
    return toHandle(this.#random, { hits: 0, take });
  }

  clear(): void {
    this.#injected.clear();
    this.#random.clear();
  }

  /** `find` looks for the container that the call is about. */
  take(call: EngineCall, find: FindContainer): CallFault | undefined {
    for (const source of [...this.#injected, ...this.#random]) {
      const fault = source.take(call, find);
      if (fault === undefined) continue;
      source.hits += 1;
      return fault;
    }
    return undefined;
  }
}

function toHandle(sources: Set<Source>, source: Source): FaultHandle {
  sources.add(source);
  return {
    get hits(): number {
      return source.hits;
    },
    remove: () => {
      sources.delete(source);
    },
  };
}
