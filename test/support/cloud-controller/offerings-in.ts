/** What Cloud Foundry's client looks at in the catalog when it reads answers. */
export interface Offering {
  readonly id: string;
  readonly requires: readonly string[];
  readonly areBindingsRetrievable: boolean;
}

interface CatalogBody {
  readonly services: readonly {
    readonly id: string;
    readonly requires?: readonly string[];
    readonly bindings_retrievable?: boolean;
  }[];
}

export function offeringsIn(catalog: unknown): ReadonlyMap<string, Offering> {
  const { services } = catalog as CatalogBody;
  return new Map(
    services.map(({ id, requires = [], bindings_retrievable = false }) => [
      id,
      { id, requires, areBindingsRetrievable: bindings_retrievable },
    ]),
  );
}
