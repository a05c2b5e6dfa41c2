import type { Database } from '../database/database.js';
import { RegistryLoginEntity } from '../entities/registry-login.entity.js';
import type { SecretBox, SecretPlace } from '../secrets/secret-box.js';
import { RegistryStore } from './registry-store.port.js';
import type { RegistryLogin } from './registry.types.js';

export class TypeormRegistryStore extends RegistryStore {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
  ) {
    super();
  }

  override async find(registryHost: string): Promise<RegistryLogin | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(RegistryLoginEntity, { registryHost }));
    if (row === null) return undefined;
    const password = this.box.open(row.passwordSealed, placeOf(registryHost));
    return { registryHost, userName: row.userName, password };
  }

  override async findAll(): Promise<readonly Omit<RegistryLogin, 'password'>[]> {
    const rows = await this.database.read((manager) =>
      manager.find(RegistryLoginEntity, { order: { registryHost: 'ASC' } }),
    );
    return rows.map(({ registryHost, userName }) => ({ registryHost, userName }));
  }

  override put({ registryHost, userName, password }: RegistryLogin): Promise<void> {
    const change = { userName, passwordSealed: this.box.seal(password, placeOf(registryHost)) };
    return this.database.transaction('put registry', async (manager) => {
      const isThere = await manager.existsBy(RegistryLoginEntity, { registryHost });
      if (isThere) await manager.update(RegistryLoginEntity, { registryHost }, change);
      else await manager.insert(RegistryLoginEntity, { registryHost, ...change });
    });
  }

  override async remove(registryHost: string): Promise<boolean> {
    const { affected } = await this.database.write('remove registry', (manager) =>
      manager.delete(RegistryLoginEntity, { registryHost }),
    );
    return affected === 1;
  }
}

function placeOf(registryHost: string): SecretPlace {
  return { table: 'registry_login', column: 'password', rowId: registryHost };
}
