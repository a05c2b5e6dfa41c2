import { ArrayMaxSize, IsArray, IsIn, IsInt, Matches, Max, Min, Validate } from 'class-validator';
import { Setting } from '#configuration';
import type { MemorySize } from '../catalog/memory-size.types.js';
import { IsMemorySize, MEMORY_SIZE } from '../catalog/memory-size.types.js';
import { REGISTRY_HOST } from '../registries/registry-host.types.js';
import { IsNetwork, NETWORK } from './is-network.js';
import { CapacityConfig } from './capacity-config.js';

const HOST_AND_PORT = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]):\d{1,5}$/;
const PORT_OR_RANGE = /^\d{1,5}(?:-\d{1,5})?$/;
const NETWORK_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

/** How Docker hosts are used, unless a service says otherwise. */
export class DockerConfig extends CapacityConfig {
  /** Engines that are reached over plain TCP though they are not on loopback. */
  @Setting('a list of texts "host:port"')
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(HOST_AND_PORT, { each: true })
  readonly allowInsecure: readonly string[] = [];

  /** Ports that agents may name; an engine on the broker's own machine may be on any (T8). */
  @Setting('a list of up to 100 texts, each a port or a range such as "2375-2377"')
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(PORT_OR_RANGE, { each: true })
  readonly allowedPorts: readonly string[] = ['2375-2377'];

  /** Networks that agents may name though they are loopback, link-local or multicast (T8). */
  @Setting(`a list of up to 100 texts, each ${NETWORK}`)
  @IsArray()
  @ArrayMaxSize(100)
  @Validate(IsNetwork, { each: true })
  readonly allowedHostCidrs: readonly string[] = [];

  /** Which agents may name the broker's own machine, by loopback or a socket: "auto" those that speak from it (T8). */
  @Setting('"auto", "always" or "never"')
  @IsIn(['auto', 'always', 'never'])
  readonly allowLocal: 'auto' | 'always' | 'never' = 'auto';

  /** Whether an image that a host lacks is pulled. */
  @Setting('"missing" or "never"')
  @IsIn(['missing', 'never'])
  readonly pull: 'missing' | 'never' = 'missing';

  /** Registries that images may be pulled from; empty for every one. */
  @Setting('a list of up to 100 texts, each the host of a registry such as "docker.io" or "registry.example.org:5000"')
  @IsArray()
  @ArrayMaxSize(100)
  @Matches(REGISTRY_HOST, { each: true })
  readonly registries: readonly string[] = [];

  /** The network that instances are put in; made on each host when it is not there. */
  @Setting('letters, digits, "_", "." and "-", 128 at most')
  @Matches(NETWORK_NAME)
  readonly networkName: string = 'osb-tenants';

  @Setting(MEMORY_SIZE)
  @Validate(IsMemorySize)
  readonly memory: MemorySize = '512m';

  @Setting('a whole number from 1 to 1000000')
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly pids: number = 512;
}
