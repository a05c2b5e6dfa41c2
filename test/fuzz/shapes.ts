import { orderOf } from '../support/world.js';

/** What a body looks like that does something, by the end of its route. What is made by `fuzz-…` is used by nobody else. */
const SHAPES: readonly (readonly [RegExp, object])[] = [
  [
    /^PUT .*service_instances\/:instanceId$/,
    {
      ...orderOf('static'),
      organization_guid: 'org',
      space_guid: 'space',
      context: { platform: 'cloudfoundry', organization_name: 'o', space_annotations: {} },
      parameters: { size: 1, nested: { list: [1, 'two'] } },
    },
  ],
  [
    /^PATCH/,
    {
      ...orderOf('static'),
      context: { instance_name: 'n' },
      parameters: { size: 2 },
      previous_values: { plan_id: 'static_100', maintenance_info: null },
    },
  ],
  [
    /^PUT .*service_bindings/,
    { ...orderOf('static'), bind_resource: { app_guid: 'app' }, parameters: {}, context: {} },
  ],
  [
    /ping$/,
    {
      ServiceHost: '192.0.2.9',
      DockerHost: 'fuzz.invalid',
      DockerPort: 2_376,
      KeepAlive: 60,
      IsActive: false,
      PerfFactor: 1.5,
      Portbind_min: 30_000,
      Portbind_max: 30_009,
    },
  ],
  [/certificate\//, { Host: 'fuzz.invalid', ClientCert: 'a', ClientKey: 'b', CA: 'c' }],
  [
    /image\//,
    { name: 'fuzz-image', plan: 'p', memory: '64m', cpu: 1, tags: ['t'], free: true, credentials: { a: '$HOST' } },
  ],
  [/adopt$/, orderOf('static')],
];

export function shapeOf(route: string): object {
  return SHAPES.find(([pattern]) => pattern.test(route))?.[1] ?? {};
}
