import { Body, Controller, Delete, Get, HttpCode, Logger, Param, Put } from '@nestjs/common';
import { RegistryStore } from '#persistence';
import { NotFoundError } from '../osb/osb.errors.js';
import { CheckRegistryHostPipe } from './check-registry-host.pipe.js';
import { DescribePutRegistry, DescribeRegistries, DescribeRegistry, DescribeRemoveRegistry } from './registries.api.js';
import { RegistryRequestDto } from './registry-request.dto.js';

const UNKNOWN = 'There is no login at this registry.';

/** Logins at image registries, for administrators. A password goes in and never comes out. */
@Controller('admin/registries')
export class RegistriesController {
  private readonly logger = new Logger('Registries');

  constructor(private readonly registries: RegistryStore) {}

  @DescribeRegistries()
  @Get()
  async list(): Promise<object> {
    return { registries: (await this.registries.findAll()).map(toReply) };
  }

  @DescribeRegistry()
  @Get(':registryHost')
  async read(@Param('registryHost', CheckRegistryHostPipe) registryHost: string): Promise<object> {
    const login = await this.registries.find(registryHost);
    if (login === undefined) throw new NotFoundError(UNKNOWN);
    return toReply(login);
  }

  @DescribePutRegistry()
  @Put(':registryHost')
  async put(
    @Param('registryHost', CheckRegistryHostPipe) registryHost: string,
    @Body() { username, password }: RegistryRequestDto,
  ): Promise<object> {
    await this.registries.put({ registryHost, userName: username, password });
    this.logger.log({ message: 'login at a registry stored', registryHost });
    return {};
  }

  @DescribeRemoveRegistry()
  @Delete(':registryHost')
  @HttpCode(200)
  async remove(@Param('registryHost', CheckRegistryHostPipe) registryHost: string): Promise<object> {
    if (!(await this.registries.remove(registryHost))) throw new NotFoundError(UNKNOWN);
    this.logger.log({ message: 'login at a registry removed', registryHost });
    return {};
  }
}

/** Field by field: never the password. */
function toReply({ registryHost, userName }: { readonly registryHost: string; readonly userName: string }): object {
  return { registry: registryHost, username: userName };
}
