import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBrokerConfig } from '../../apps/broker/src/config/load-broker-config.js';
import { toInstanceDefinition } from '../../apps/broker/src/operations/instance-definition.types.js';
import { makeInstanceLogin } from '../../apps/broker/src/operations/make-login.types.js';
import { fillPlaceholders } from '../../apps/broker/src/operations/placeholders.types.js';
import { ROOT } from './repository-files.js';

interface Example {
  readonly name: string;
  readonly generated?: object;
}

const MARKDOWN = readFileSync(join(ROOT, 'docs/plans.md'), 'utf8');
const EXAMPLES = [...MARKDOWN.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => JSON.parse(text) as Example);
const PORTS = [3_306, 5_432, 6_379, 27_017].map((port) => ({ port, protocol: 'tcp' as const, hostPort: port + 1 }));
const REQUEST = { parameters: {}, context: {}, organizationGuid: '', spaceGuid: '' };

describe('docs/plans.md', () => {
  const load = (): ReturnType<typeof loadBrokerConfig> =>
    loadBrokerConfig({ argv: [], env: { DATA_DIR: '/tmp', BROKER_SERVICES_IMAGES: JSON.stringify(EXAMPLES) } });

  it('shows plans that a broker takes, all of them in one catalog', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(5);
    expect(load().config.services.images).toMatchObject(EXAMPLES.map(({ name }) => ({ name })));
  });

  it('shows templates in which every placeholder has a value', () => {
    const templates = load().config.services.images.filter(({ generated }) => generated !== undefined);
    const login = makeInstanceLogin({});

    const filled = templates.map((plan) => [
      toInstanceDefinition(plan, { ...REQUEST, login }).environment,
      fillPlaceholders(plan.credentials, { host: 'h', ports: PORTS, login }),
    ]);

    expect(templates.length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(filled)).not.toContain('$');
  });
});
