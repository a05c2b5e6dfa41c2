import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '#configuration';
import { HARMFUL, HARMFUL_NAMES } from '../../apps/broker/src/catalog/harmful-names.js';
import { loadBrokerConfig } from '../../apps/broker/src/config/load-broker-config.js';
import { REDIS, World } from '../support/world.js';
import { CONTAINER_ROWS, LIMIT_ROWS, TENANCY_ROWS } from '../support/wrong-plans/container.rows.js';
import { fieldsOfPlans, toField } from '../support/wrong-plans/fields-of-plans.js';
import { GIVEN_ROWS, SCHEMA_ROWS } from '../support/wrong-plans/given.rows.js';
import { INPUT_ROWS } from '../support/wrong-plans/input.rows.js';
import { ISOLATION_ROWS, PLACE_ROWS } from '../support/wrong-plans/isolation.rows.js';
import { READINESS_ROWS } from '../support/wrong-plans/readiness.rows.js';
import { SHOWN_ROWS } from '../support/wrong-plans/shown.rows.js';
import type { WrongRow } from '../support/wrong-plans/wrong-row.js';

const CATALOG = '/My%20Docker%20Catalog';
const ROWS = [
  ...CONTAINER_ROWS,
  ...GIVEN_ROWS,
  ...INPUT_ROWS,
  ...ISOLATION_ROWS,
  ...LIMIT_ROWS,
  ...PLACE_ROWS,
  ...READINESS_ROWS,
  ...SCHEMA_ROWS,
  ...SHOWN_ROWS,
  ...TENANCY_ROWS,
];
/** Refused by what it stands in. */
const TOLD_ABOVE = ['dashboardurl.dashboard_url'];
/** In the spelling of Docker's API, of Compose, and as somebody may hide it. */
const HARMFUL_ROWS = [...HARMFUL_NAMES, 'Privileged', 'network_mode', 'cap-add', 'SecurityOpt', 'HOSTCONFIG'].map(
  (name): WrongRow => [name, HARMFUL, ...[true, 'host', ['/:/host'], {}].map((value) => ({ [name]: value }))],
);
const CASES = [...ROWS, ...HARMFUL_ROWS].flatMap(([path, fault, ...says]) =>
  says.map((one) => ({ path, fault, wrong: { name: 'wrong', plan: '1', ...one }, text: shorten(JSON.stringify(one)) })),
);

type Case = (typeof CASES)[number];

describe('a plan with one field wrong', () => {
  let world: World;
  let before: string;

  beforeAll(async () => {
    world = await World.open({ images: [REDIS] });
    before = await world.dump();
  });

  afterAll(() => world.stop());

  const describedBy = async (path: string, body: object): Promise<string> => {
    const answer = await world.broker.request('PUT', `${CATALOG}/${path}`, { body });
    expect(answer).toMatchObject({ status: 400, body: { description: expect.any(String) as string } });
    expect(await world.dump()).toBe(before);
    return (answer.body as { description: string }).description;
  };

  it('has a row for every field that the published schema knows', () => {
    const known = [...TOLD_ABOVE, ...ROWS.map(([path]) => toField(path))];

    expect(fieldsOfPlans().filter((field) => !known.includes(field))).toEqual([]);
  });

  it.each(CASES)('is refused as an image, and nothing is stored: $path in $text', async ({ path, fault, wrong }) => {
    const description = await describedBy(`image/${encodeURIComponent(wrong.name)}`, wrong);

    expectSentence(description, path, fault);
  });

  it.each(CASES)('is refused in a document, and nothing is stored: $path in $text', async ({ path, fault, wrong }) => {
    const description = await describedBy('services', { services: [REDIS, wrong] });

    expectSentence(description, `services[1].${path}`, fault);
  });

  it.each(CASES)('keeps a broker from starting: $path in $text', ({ path, fault, wrong }) => {
    expectSentence(refusalOf(wrong), `services.images[1].${path}`, fault);
  });
});

function refusalOf(wrong: Case['wrong']): string {
  try {
    loadBrokerConfig({ argv: [], env: { BROKER_SERVICES_IMAGES: JSON.stringify([REDIS, wrong]) } });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'not refused';
}

/** One line, and no other: of one wrong field nobody wants to hear twice. Letter case of names is free. */
function expectSentence(message: string, path: string, fault: string): void {
  const [, ...lines] = message.split('\n  ');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.toLowerCase()).toContain(`${path}: ${fault}`.toLowerCase());
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
