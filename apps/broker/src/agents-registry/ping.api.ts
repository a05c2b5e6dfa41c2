import { objectOf, OwnEndpoint } from '../osb/osb.api.js';

export const DescribePing = (): MethodDecorator =>
  OwnEndpoint('agent', {
    summary: 'Tells that a Docker host is there, and how to reach it',
    body: objectOf({
      ServiceHost: { type: 'string' },
      DockerHost: { type: 'string' },
      DockerPort: { type: 'integer' },
      IsActive: { type: 'boolean' },
      PerfFactor: { type: 'number' },
      KeepAlive: { type: 'integer', description: 'Seconds.' },
      Portbind_min: { type: 'integer' },
      Portbind_max: { type: 'integer' },
      ExecCommand: { type: 'string' },
      ExecArgs: { type: 'string' },
      Cpus: { type: 'number' },
      FreeMemoryBytes: { type: 'integer' },
      FreeDiskBytes: { type: 'integer' },
      LoadAverage: { type: 'number', description: 'Over a minute.' },
      TotalMemoryBytes: { type: 'integer', description: 'Plans reserve memory of it. Without: no bound.' },
      TotalDiskBytes: { type: 'integer' },
      RunningContainers: { type: 'integer' },
      AgentVersion: { type: 'string' },
      Labels: { type: 'object', additionalProperties: { type: 'string' } },
    }),
    answers: { 200: ['It is known.'] },
  });
