import { CANARIES } from './canaries.js';

const OPEN = { service_instance: { create: { parameters: { $schema: 'http://json-schema.org/draft-04/schema#' } } } };

/** Plans that hold a canary wherever a plan may hold a secret. */
export const CANARY_PLANS = [
  {
    name: 'redis',
    plan: '100',
    environment: { TOKEN: CANARIES.planEnvironment },
    parameterEnvironment: { size: 'SIZE' },
    schemas: OPEN,
  },
  {
    name: 'static',
    plan: '100',
    dashboardurl: { dashboard_url: `http://u:${CANARIES.planDashboard}@$HOST` },
    credentials: { password: CANARIES.planPassword },
    dashboardClient: { id: 'client', secret: CANARIES.clientSecret, redirect_uri: 'http://client.test' },
    requires: ['syslog_drain', 'route_forwarding', 'volume_mount'],
    syslogDrainUrl: `syslog://u:${CANARIES.planDrain}@logs.test:514`,
    routeServiceUrl: `https://u:${CANARIES.planRoute}@route.test`,
    volumeMounts: [
      {
        driver: 'nfs',
        container_dir: '/data',
        mode: 'rw',
        device_type: 'shared',
        device: { volume_id: 'v', mount_config: { password: CANARIES.planMount } },
      },
    ],
  },
];
