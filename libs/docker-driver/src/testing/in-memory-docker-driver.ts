import { checkImageRef, checkName } from '../check-name.js';
import { SizeUnsupportedError } from '../docker-driver.errors.js';
import type {
  ContainerChange,
  ContainerInfo,
  ContainerSpec,
  ContainerSummary,
  DockerEndpoint,
  EngineInfo,
  ExecOutcome,
  ExecSpec,
  ExecState,
  FollowLogOptions,
  ImageInfo,
  Labelled,
  NewVolume,
  LogLine,
  LogQuery,
  LogShipperSpec,
  PullOptions,
  RunExecOptions,
} from '../docker-driver.port.js';
import { refuseCalledOff } from './refuse-called-off.js';
import { toFakeShipper } from './to-fake-shipper.js';
import { toFakeSummary } from './to-fake-summary.js';
import { InMemoryDockerControls } from './in-memory-docker-controls.js';

/**
 * As many engines as endpoints are named, each empty at first. Programs are played by one `script`; faults are injected
 * per method. Passes the same contract as the real driver.
 */
export class InMemoryDockerDriver extends InMemoryDockerControls {
  override describeEngine(endpoint: DockerEndpoint): Promise<EngineInfo> {
    return this.call('describeEngine', endpoint, ({ engineId, said }) => ({
      engineId,
      engineVersion: '20.10.24',
      apiVersion: '1.41',
      securityOptions: ['name=seccomp,profile=default', 'name=userns'],
      isLiveRestoreOn: true,
      ...said,
    }));
  }

  override findImage(endpoint: DockerEndpoint, imageRef: string): Promise<ImageInfo | undefined> {
    return this.call('findImage', endpoint, (engine) => engine.images.get(checkImageRef(imageRef)));
  }

  override pullImage(endpoint: DockerEndpoint, imageRef: string, options: PullOptions): Promise<void> {
    return this.call('pullImage', endpoint, (engine) => {
      const image = this.registry.get(imageRef, options.login);
      options.onProgress(100);
      engine.images.set(imageRef, image);
    });
  }

  override ensureNetwork(endpoint: DockerEndpoint, networkName: string): Promise<void> {
    return this.call('ensureNetwork', endpoint, ({ networks }) => void networks.add(checkName(networkName)));
  }

  override ensureVolume(endpoint: DockerEndpoint, volume: NewVolume, signal?: AbortSignal): Promise<void> {
    return this.call('ensureVolume', endpoint, (engine) => {
      refuseCalledOff(signal);
      if (volume.sizeBytes !== undefined) throw new SizeUnsupportedError('This engine has no quotas.');
      engine.ensureVolume(volume.volumeName, volume.labels);
    });
  }

  override removeVolume(endpoint: DockerEndpoint, volumeName: string, signal?: AbortSignal): Promise<void> {
    return this.call('removeVolume', endpoint, (engine) => {
      refuseCalledOff(signal);
      engine.removeVolume(volumeName);
    });
  }

  override listVolumes(endpoint: DockerEndpoint, label: string): Promise<readonly Labelled[]> {
    return this.call('listVolumes', endpoint, (engine) => engine.listVolumes(label));
  }

  override createContainer(endpoint: DockerEndpoint, spec: ContainerSpec, signal?: AbortSignal): Promise<string> {
    return this.call('createContainer', endpoint, (engine) => {
      refuseCalledOff(signal);
      return engine.create(spec);
    });
  }

  override createLogShipper(endpoint: DockerEndpoint, spec: LogShipperSpec): Promise<string> {
    return this.call('createLogShipper', endpoint, (engine) => engine.create(toFakeShipper(spec)));
  }

  override findContainer(endpoint: DockerEndpoint, nameOrId: string): Promise<ContainerInfo | undefined> {
    return this.call('findContainer', endpoint, (engine) => engine.find(nameOrId));
  }

  override listContainers(endpoint: DockerEndpoint, label?: string): Promise<readonly ContainerSummary[]> {
    return this.call('listContainers', endpoint, (engine) =>
      (label === undefined ? engine.containers() : engine.list(label)).map(toFakeSummary),
    );
  }

  override updateContainer(endpoint: DockerEndpoint, containerId: string, change: ContainerChange): Promise<void> {
    return this.call('updateContainer', endpoint, (engine) => {
      engine.update(containerId, change);
    });
  }

  override startContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.call('startContainer', endpoint, (engine) => {
      engine.start(containerId);
    });
  }

  override stopContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.call('stopContainer', endpoint, (engine) => {
      engine.stop(containerId);
    });
  }

  override removeContainer(endpoint: DockerEndpoint, containerId: string): Promise<void> {
    return this.call('removeContainer', endpoint, (engine) => {
      engine.remove(containerId);
    });
  }

  override readLogTail(endpoint: DockerEndpoint, containerId: string, lines: number): Promise<string> {
    return this.call('readLogTail', endpoint, ({ logs }) => logs.readText(containerId, lines));
  }

  override readLog(endpoint: DockerEndpoint, containerId: string, query: LogQuery): Promise<readonly LogLine[]> {
    return this.call('readLog', endpoint, ({ logs }) => logs.read(containerId, query));
  }

  override followLog(endpoint: DockerEndpoint, containerId: string, options: FollowLogOptions): Promise<void> {
    return this.call('followLog', endpoint, (engine) => engine.followLog(containerId, options));
  }

  override createExec(endpoint: DockerEndpoint, containerId: string, spec: ExecSpec): Promise<string> {
    return this.call('createExec', endpoint, (engine) => engine.execs.create(engine.getRunning(containerId), spec));
  }

  override runExec(endpoint: DockerEndpoint, execId: string, options: RunExecOptions): Promise<ExecOutcome> {
    return this.call('runExec', endpoint, (engine) => engine.runExec(execId, options, this.script));
  }

  override findExec(endpoint: DockerEndpoint, execId: string): Promise<ExecState | undefined> {
    return this.call('findExec', endpoint, ({ execs }) => execs.find(execId));
  }
}
