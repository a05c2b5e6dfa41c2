import { describe, expect, it } from 'vitest';
import type { ServiceDefinition } from '../../catalog/service-definition.types.js';
import { aDefinition } from '../../catalog/testing/a-definition.js';
import { chooseReadiness } from './choose-readiness.js';

type Known = Parameters<typeof chooseReadiness>[0];

const UDP = { port: 53, protocol: 'udp' as const, hostPort: 1 };
const TCP = { port: 5432, protocol: 'tcp' as const, hostPort: 2 };

const known = (definition: Partial<ServiceDefinition>, changes: Partial<Known> = {}): Known => ({
  definition: aDefinition(definition),
  healthCommand: ['/healthy'],
  ports: [UDP, TCP],
  isHealthAsked: true,
  mayHaveRunLong: false,
  ...changes,
});
const healthcheck = { command: 'ping' };

describe('chooseReadiness', () => {
  it.each<[string, Known, ReturnType<typeof chooseReadiness>]>([
    ["the image's word", known({}), { exec: ['/healthy'] }],
    ["not the image's word where scripts tell", known({}, { isHealthAsked: false }), undefined],
    ['nothing where nobody says anything', known({}, { healthCommand: undefined }), undefined],
    ["the plan's health check before the image's", known({ healthcheck }), { exec: ['/bin/sh', '-c', 'ping'] }],
    [
      "the plan's health check though scripts tell",
      known({ healthcheck }, { isHealthAsked: false }),
      { exec: ['/bin/sh', '-c', 'ping'] },
    ],
    ['the sign of the plan before all others', known({ healthcheck, readiness: { port: 1 } }), { port: 1 }],
    ['a line of a new log', known({ readiness: { log: 'x' } }), { log: 'x' }],
    [
      'no line of an old log, which may have lost it',
      known({ readiness: { log: 'x' } }, { mayHaveRunLong: true }),
      undefined,
    ],
    [
      'a port where a login was made and nobody says more',
      known({ generated: {} }, { healthCommand: undefined }),
      { port: 5432 },
    ],
    ["the image's word before the port", known({ generated: {} }), { exec: ['/healthy'] }],
    ['nothing where there is no port', known({ generated: {} }, { healthCommand: undefined, ports: [UDP] }), undefined],
    ['a port of an old container', known({ readiness: { port: 1 } }, { mayHaveRunLong: true }), { port: 1 }],
  ])('chooses %s', (_, given, sign) => {
    expect(chooseReadiness(given)).toEqual(sign);
  });
});
