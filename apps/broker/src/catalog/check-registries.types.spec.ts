import { describe, expect, it } from 'vitest';
import { checkRegistries } from './check-registries.types.js';
import { aDefinition } from './testing/a-definition.js';

const SOURCES = { pull: 'missing', registries: ['registry.test:5000', 'docker.test'] } as const;
const check = (changes: object, sources: object = {}): unknown =>
  checkRegistries([aDefinition(changes)], { ...SOURCES, ...sources });

describe('checkRegistries', () => {
  it.each<[string, object, object]>([
    ['an image of a registry that is named', { image: 'registry.test:5000/team/redis@sha256:abc' }, {}],
    ['any image where none is named', { image: 'other.test/redis' }, { registries: [] }],
    ['an image of Docker Hub where that is named', { image: 'redis:7' }, { registries: ['docker.io'] }],
    ['a service without "image" where Docker Hub is named', { name: 'nats' }, { registries: ['docker.io'] }],
    ['an image that comes with the broker', { image: 'docker-broker/redis' }, {}],
    ['a service whose image of its name comes with the broker', { name: 'MySQL' }, {}],
    ['an image that is not pulled', { image: 'other.test/redis', pull: 'never' }, {}],
    ['an image where none is pulled', { image: 'other.test/redis' }, { pull: 'never' }],
    ['a container that is there already', { name: 'nats', containerName: 'my-nats' }, {}],
  ])('takes %s', (_, changes, sources) => {
    expect(check(changes, sources)).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['an image of another registry', { image: 'other.test/redis' }, 'image', 'other.test'],
    ['an image of another port', { image: 'registry.test/redis' }, 'image', 'registry.test'],
    ['an image that names no registry', { image: 'library/redis:7' }, 'image', 'docker.io'],
    ['a service whose name is its image', { name: 'nats' }, 'name', 'docker.io'],
    ['one that comes with the broker but is always pulled', { pull: 'always' }, 'name', 'docker.io'],
    ['a name that begins like ours', { image: 'docker-broker.test/redis' }, 'image', 'docker-broker.test'],
  ])('refuses %s', (_, changes, path, registry) => {
    expect(check(changes)).toMatchObject([
      { index: 0, path, fault: expect.stringContaining(`"${registry}"`) as string },
    ]);
  });

  it('refuses where a plan wants a pull though others want none', () => {
    expect(check({ image: 'other.test/redis', pull: 'missing' }, { pull: 'never' })).toMatchObject([{ path: 'image' }]);
  });

  it('names what is allowed, and the setting', () => {
    expect(check({ name: 'nats' })).toEqual([
      {
        index: 0,
        path: 'name',
        fault:
          'is the image where "image" is left out, and that would be pulled from "docker.io"; allowed by docker.registries is an "image" of "registry.test:5000", "docker.test", one that comes with the broker, and "pull": "never" for one that hosts have',
      },
    ]);
  });
});
