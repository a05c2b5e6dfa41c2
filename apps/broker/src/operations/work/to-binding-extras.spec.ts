import { describe, expect, it } from 'vitest';
import type { PortClaim } from '#persistence';
import type { BindingTerms } from '../binding-terms.types.js';
import { toBindingExtras } from './to-binding-extras.js';

const REDIS: PortClaim = { port: 6379, protocol: 'tcp', hostPort: 20_001 };
const ADMIN: PortClaim = { port: 8080, protocol: 'tcp', hostPort: 20_002 };
const SYSLOG: PortClaim = { port: 514, protocol: 'udp', hostPort: 20_001 };
const MOUNT = {
  driver: 'nfs',
  container_dir: '/data',
  mode: 'rw',
  device_type: 'shared',
  device: { volume_id: 'v', mount_config: { source: 'nfs://$HOST:$PORT_6379/x', version: 4 } },
};
const TEMPLATES = {
  syslogDrainUrl: 'syslog-tls://$HOST:$PORT_6379',
  routeServiceUrl: 'https://$HOST:$PORT',
  volumeMounts: [MOUNT],
};
const host = '192.0.2.1';

describe('toBindingExtras', () => {
  it.each<[string, readonly PortClaim[], object]>([
    ['one port', [REDIS], [{ host, ports: ['20001'], protocol: 'tcp' }]],
    ['two ports of a protocol', [REDIS, ADMIN], [{ host, ports: ['20001', '20002'], protocol: 'tcp' }]],
    ['a port told twice', [REDIS, REDIS], [{ host, ports: ['20001'], protocol: 'tcp' }]],
    [
      'two protocols',
      [SYSLOG, REDIS],
      [
        { host, ports: ['20001'], protocol: 'udp' },
        { host, ports: ['20001'], protocol: 'tcp' },
      ],
    ],
  ])('tells the endpoints of %s (BIND-18, BIND-19)', (_, ports, endpoints) => {
    expect(toBindingExtras({}, { host, ports })).toEqual({ endpoints });
  });

  it('tells no endpoints where nothing is published', () => {
    expect(toBindingExtras({}, { host, ports: [] })).toEqual({});
  });

  it.each<[string, readonly string[] | undefined, object]>([
    ['syslog_drain (BIND-14)', ['syslog_drain'], { syslog_drain_url: 'syslog-tls://192.0.2.1:20001' }],
    ['route_forwarding (BIND-15)', ['route_forwarding'], { route_service_url: 'https://192.0.2.1:20001' }],
    [
      'volume_mount (BIND-16, BIND-17)',
      ['volume_mount'],
      {
        volume_mounts: [
          {
            ...MOUNT,
            device: { volume_id: 'v', mount_config: { source: 'nfs://192.0.2.1:20001/x', version: 4 } },
          },
        ],
      },
    ],
    ['nothing', [], {}],
    ['what it does not say', undefined, {}],
  ])('tells of a plan that requires %s that alone', (_, requires, extras) => {
    const terms: BindingTerms = { ...TEMPLATES, ...(requires === undefined ? {} : { requires }) };

    expect(toBindingExtras(terms, { host, ports: [REDIS] })).toEqual({
      endpoints: expect.anything() as unknown,
      ...extras,
    });
  });

  it('leaves out what is empty, whatever is required (BIND-25, CCR-23)', () => {
    const requires = ['syslog_drain', 'route_forwarding', 'volume_mount'];

    expect(toBindingExtras({ requires }, { host, ports: [] })).toEqual({});
    const empty = { requires, syslogDrainUrl: '', routeServiceUrl: '', volumeMounts: [] };
    expect(toBindingExtras(empty, { host, ports: [] })).toEqual({});
    const nothing = { requires, syslogDrainUrl: null, routeServiceUrl: null, volumeMounts: null };
    expect(toBindingExtras(nothing, { host, ports: [] })).toEqual({});
    expect(toBindingExtras({ ...TEMPLATES, requires: null }, { host, ports: [] })).toEqual({});
  });
});
