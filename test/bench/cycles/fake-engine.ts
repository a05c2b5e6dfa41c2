/** Fake Docker hosts in a process of their own: `fake-engine.js 4`, which says their ports and ends with its standard input. */
import { FakeDocker } from '../../support/fake-docker/fake-docker.js';

const IMAGE = { exposedPorts: [{ port: 6379, protocol: 'tcp' }], volumes: ['/data'] } as const;

const ports: number[] = [];
while (ports.length < Number(process.argv[2] ?? 1))
  ports.push((await FakeDocker.start({ seed: ports.length, images: { 'docker-broker/redis': IMAGE } })).port);
process.stdout.write(`${ports.join(' ')}\n`);
process.stdin.on('end', () => process.exit()).resume();
