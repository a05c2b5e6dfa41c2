export const CANARY = 'canary-in-the-environment';
/** Says as much as a plan can. */
export const HARDENED = {
  name: 'hardened',
  plan: '100',
  image: 'docker-broker/redis:latest',
  user: '999:999',
  readonlyRoot: true,
  tmpfs: [
    { path: '/run/redis', size: '2m' },
    { path: '/tmp', size: '8m' },
  ],
  volumes: ['/var/lib/redis'],
  capabilities: ['CHOWN', 'SETUID'],
  pids: 64,
  memory: '128m',
  cpu: 0.5,
  shm: '4m',
  ulimits: { nofile: { soft: 512, hard: 1_024 }, core: { soft: 0, hard: 0 } },
  labels: { 'org.example.team': 'data' },
  environment: { TEAM: CANARY },
  restart: 'on-failure',
  healthcheck: { command: ['/healthy'], intervalSeconds: 30 },
  readiness: { port: 6_379, timeoutSeconds: 60 },
  ports: [6_379],
};
/** Says nothing. */
export const PLAIN = { name: 'plain', plan: '100', image: 'docker-broker/redis:latest' };
