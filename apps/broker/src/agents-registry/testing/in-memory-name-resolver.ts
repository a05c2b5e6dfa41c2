import { NameResolver } from '../name-resolver.port.js';

/** Knows the names that it is told. */
export class InMemoryNameResolver extends NameResolver {
  constructor(private readonly names: Readonly<Record<string, readonly string[]>>) {
    super();
  }

  override addressesOf(name: string): Promise<readonly string[]> {
    return Promise.resolve(this.names[name] ?? []);
  }
}
