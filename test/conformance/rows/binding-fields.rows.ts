import { A_TEXT, answered, created, like } from '../answers.js';
import { bind, fetchBinding, plan } from '../requests.js';
import type { Area, Row } from '../table.types.js';

const PORTS = [like(/^2\d{4}$/)];
const ENDPOINTS = [{ host: '192.0.2.1', ports: PORTS, protocol: 'tcp' }];
const MOUNT = {
  driver: 'nfs',
  container_dir: '/data',
  mode: 'rw',
  device_type: 'shared',
  device: { volume_id: 'volume-1', mount_config: { source: 'nfs://host/path' } },
};

const FIELDS: readonly (readonly [ids: string, service: string, body: object])[] = [
  ['BIND-18 BIND-19 GETB-04', 'redis', { endpoints: ENDPOINTS }],
  ['BIND-18 BIND-19 GETB-04', 'static', { endpoints: ENDPOINTS, credentials: { uri: A_TEXT } }],
  ['BIND-14 GETB-04 CCR-23', 'drain', { syslog_drain_url: like(/^syslog:\/\/192\.0\.2\.1:2\d{4}$/) }],
  ['BIND-15 GETB-04 CCR-24 CFS-17', 'route', { route_service_url: like(/^https:\/\/192\.0\.2\.1:2\d{4}\//) }],
  ['BIND-16 BIND-17 GETB-04 CCR-25', 'volume', { volume_mounts: [MOUNT] }],
];

const rows: readonly Row[] = FIELDS.map(([ids, service, body]) => ({
  ids,
  title: `of ${service} has ${Object.keys(body)[0] ?? ''}, made, repeated and read`,
  given: 'ready' as const,
  of: plan(service),
  request: bind(plan(service)),
  // Where no script runs, a bind may be done before it is slow.
  expect: service === 'static' ? answered([201, 202], { body, end: 'succeeded' }) : created({ body }),
  then: [
    { request: bind(plan(service)), expect: answered(200, { body }) },
    { request: fetchBinding(), expect: answered(200, { body }) },
  ],
}));

const absent: readonly Row[] = ['redis', 'drain', 'route', 'volume'].map((service) => ({
  ids: 'BIND-25 CCR-23',
  title: `of ${service} has no field of the others`,
  given: 'bound' as const,
  of: plan(service),
  request: fetchBinding(),
  expect: answered(200, {
    without: [
      ...(service === 'drain' ? [] : ['syslog_drain_url']),
      ...(service === 'route' ? [] : ['route_service_url']),
      ...(service === 'volume' ? [] : ['volume_mounts']),
    ],
  }),
}));

export const BINDING_FIELDS: Area = {
  name: 'fields of bindings',
  images: [
    { name: 'redis', plan: '100' },
    { name: 'static', plan: '100', credentials: { uri: '$HOST:$PORT' } },
    { name: 'drain', plan: '100', requires: ['syslog_drain'], syslogDrainUrl: 'syslog://$HOST:$PORT' },
    { name: 'route', plan: '100', requires: ['route_forwarding'], routeServiceUrl: 'https://$HOST:$PORT/' },
    { name: 'volume', plan: '100', requires: ['volume_mount'], volumeMounts: [MOUNT] },
  ],
  rows: [...rows, ...absent],
};
