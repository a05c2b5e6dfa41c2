import { askEngine } from './engine.js';

/** The network of a system's shippers, made before they need it: so a test knows at which address they reach the host. */
export class DrainNetwork {
  private constructor(
    readonly gateway: string,
    private readonly tenants: string,
  ) {}

  /** Beside the network of that name, which the broker makes for tenants. */
  static async create(tenants: string): Promise<DrainNetwork> {
    const options = { 'com.docker.network.bridge.enable_icc': 'false' };
    await askEngine('POST', '/networks/create', { Name: `${tenants}-drains`, Driver: 'bridge', Options: options });
    const { body } = await askEngine('GET', `/networks/${tenants}-drains`);
    return new DrainNetwork(
      (body as { IPAM: { Config: { Gateway: string }[] } }).IPAM.Config[0]?.Gateway ?? '',
      tenants,
    );
  }

  /** The id of the shipper in it, empty while there is none. */
  async findShipper(): Promise<string> {
    const { body } = await askEngine('GET', `/networks/${this.tenants}-drains`);
    return Object.keys((body as { Containers?: object }).Containers ?? {})[0] ?? '';
  }

  /** With the shipper, what that has kept, and the network of tenants. */
  async remove(): Promise<void> {
    const shipper = await this.findShipper();
    if (shipper !== '') await removeShipper(shipper);
    for (const name of [this.tenants, `${this.tenants}-drains`]) await askEngine('DELETE', `/networks/${name}`);
  }
}

async function removeShipper(containerId: string): Promise<void> {
  const { body } = await askEngine('GET', `/containers/${containerId}/json`);
  const { Labels } = (body as { Config: { Labels: Readonly<Record<string, string>> } }).Config;
  if (Labels['docker-broker.role'] !== 'log-shipper') return;
  await askEngine('DELETE', `/containers/${containerId}?force=1&v=1`);
  const filters = encodeURIComponent(
    JSON.stringify({ label: [`docker-broker.broker=${Labels['docker-broker.broker'] ?? ''}`] }),
  );
  const volumes = (await askEngine('GET', `/volumes?filters=${filters}`)).body as {
    Volumes: { Name: string }[] | null;
  };
  for (const { Name } of volumes.Volumes ?? []) await askEngine('DELETE', `/volumes/${Name}`);
}
