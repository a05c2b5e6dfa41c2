import { describe, expect, it } from 'vitest';
import { readObject } from '#configuration';
import { toBytes } from './memory-size.types.js';
import { ServiceDefinition } from './service-definition.types.js';

const read = (body: object): ServiceDefinition =>
  readObject(ServiceDefinition, { name: 'mysql', plan: '100', ...body }, 'The image').value;

describe('ServiceDefinition', () => {
  it("reads the original's body", () => {
    const body = {
      Name: 'mysql',
      Plan: '100',
      DashBoardUrl: { dashboard_url: 'http://$HOST' },
      Credentials: { uri: 'x' },
      Numinstances: 0,
      Containername: 'db-1',
    };

    expect(readObject(ServiceDefinition, body, 'The image').value).toEqual({
      name: 'mysql',
      plan: '100',
      dashboardUrl: { dashboard_url: 'http://$HOST' },
      credentials: { uri: 'x' },
      numInstances: 0,
      containerName: 'db-1',
      scripts: 'required',
    });
  });

  it.each<[string, object]>([
    ['nothing more', {}],
    ['nulls', { dashboardurl: null, credentials: null, image: null, tags: null }],
    ['an image', { image: `registry.example.org:5000/a/b@sha256:${'a'.repeat(64)}` }],
    ['an image by its tag and digest', { image: `redis:7@sha256:${'0'.repeat(64)}` }],
    ['limits', { memory: '512m', cpu: 0.5, pids: 100 }],
    ['bytes', { memory: 536870912 }],
    ['lists', { tags: ['a'], ports: [80, 65535], command: ['a', ''], volumes: ['/var/lib/mysql'] }],
    ['an environment', { environment: { MYSQL_USER: 'x', _a: '' } }],
    [
      'what the catalog shows',
      { description: 'd', planDescription: 'p', displayName: 'n', free: true, bindable: false },
    ],
    ['a container', { containername: 'x', numinstances: 1 }],
    ['a container on a host', { containername: 'x', containerhost: '10.0.0.1:2375' }],
    ['many in one', { numinstances: 5 }],
    ['a drain', { syslogdrain: 'syslog-tls://logs.example.com:6514' }],
  ])('takes %s', (_, body) => {
    expect(() => read(body)).not.toThrow();
  });

  it.each<[string, object, string]>([
    ['an empty name', { name: '' }, 'name'],
    ['a name with a slash', { name: 'a/b' }, 'name'],
    ['a name that ends with a space', { name: 'a ' }, 'name'],
    ['a long name', { name: 'a'.repeat(256) }, 'name'],
    ['a plan that is a number', { plan: 100 }, 'plan'],
    ['a dashboard of another shape', { dashboardurl: { url: 'x' } }, 'dashboardurl'],
    ['a dashboard that is no text', { dashboardurl: { dashboard_url: 1 } }, 'dashboardurl'],
    ['credentials in a list', { credentials: [] }, 'credentials'],
    ['less than no instance', { numinstances: -1 }, 'numinstances'],
    ['a drain that is none', { syslogdrain: 'https://logs.example.com' }, 'syslogdrain'],
    ['a drain of what several share', { numinstances: 2, syslogdrain: 'syslog://logs:514' }, 'syslogdrain'],
    ["a drain of a stranger's container", { containername: 'x', syslogdrain: 'syslog://logs:514' }, 'syslogdrain'],
    ['half an instance', { numinstances: 0.5 }, 'numinstances'],
    ['a host without a container', { containerhost: 'h' }, 'containerhost'],
    ['a container that is multiplied', { containername: 'x', numinstances: 2 }, 'containername'],
    ['a container name with a slash', { containername: 'a/b' }, 'containername'],
    ['an image with a space', { image: 'a b' }, 'image'],
    ['a port beyond', { ports: [65536] }, 'ports'],
    ['ports as text', { ports: '80' }, 'ports'],
    ['an environment of numbers', { environment: { A: 1 } }, 'environment'],
    ['a strange variable', { environment: { 'A=B': 'x' } }, 'environment'],
    ['too little memory', { memory: '1m' }, 'memory'],
    ['memory in a strange unit', { memory: '5x' }, 'memory'],
    ['no CPU', { cpu: 0 }, 'cpu'],
    ['half a digest', { image: 'a@sha256:abc' }, 'image'],
    ['volumes as a text', { volumes: '/data' }, 'volumes'],
    ['another rule for scripts', { scripts: 'never' }, 'scripts'],
  ])('refuses %s', (_, body, path) => {
    expect(() => read(body)).toThrow(`The image cannot be used:\n  ${path}: allowed is`);
  });
});

describe('toBytes', () => {
  it.each([
    ['512m', 536_870_912],
    ['512MB', 536_870_912],
    ['1.5g', 1_610_612_736],
    ['1k', 1024],
    ['7', 7],
    [7, 7],
    ['7b', 7],
    ['', undefined],
    ['-1', undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    ['1e9', undefined],
    ['999999999999t', undefined],
  ])('reads %j', (size, bytes) => {
    expect(toBytes(size)).toBe(bytes);
  });
});
