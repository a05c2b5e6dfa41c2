import { many, type WrongRow } from './wrong-row.js';

const TRUTHS = [
  'free',
  'bindable',
  'shareable',
  'planUpdateable',
  'instancesRetrievable',
  'bindingsRetrievable',
  'allowContextUpdates',
  'bindingRotatable',
];
const TEXTS = ['displayName', 'imageUrl', 'longDescription', 'providerDisplayName', 'documentationUrl', 'supportUrl'];
const NAME = 'allowed is text of 1 to 255 characters, no "/" and no space at either end';
const SHORT = 'allowed is text of 1 to 255 characters';
const NOT_BLANK = 'allowed is text of 1 to 255 characters, not of spaces alone';
const POLLING = 'allowed is seconds, a whole number from 300 to 604800';
const VERSION = 'allowed is a version such as "1.0.0" or "1.0.0-rc.1"';

const costing = (...costs: readonly object[]): Readonly<Record<string, unknown>> => ({ costs });
const inPlan = (planMetadata: unknown): Readonly<Record<string, unknown>> => ({ planMetadata });

/** What a service and its plan are called, and what platforms show of them. */
export const SHOWN_ROWS: readonly WrongRow[] = [
  ['name', NAME, ...[' wrong', 'x'.repeat(256), 'a/b', 'a\nb'].map((name) => ({ name }))],
  ['plan', `is missing; ${NAME}`, { plan: undefined }, { plan: null }],
  ['plan', NAME, ...['', 100, 'a/b', 'a '].map((plan) => ({ plan }))],
  ['description', SHORT, ...['', 7, 'x'.repeat(256)].map((description) => ({ description }))],
  ['description', NOT_BLANK, { description: '   ' }],
  ['plandescription', SHORT, ...['', 7, 'x'.repeat(256)].map((plandescription) => ({ plandescription }))],
  ['plandescription', NOT_BLANK, { plandescription: '   ' }],
  ['displayname', 'allowed is text of up to 255 characters', { displayname: [] }, { displayname: 'x'.repeat(256) }],
  [
    'tags',
    'allowed is a list of up to 50 texts, 2048 characters together',
    ...['nosql', [1], many(51, () => 't'), many(9, () => 't'.repeat(255))].map((tags) => ({ tags })),
  ],
  ...TRUTHS.map((name): WrongRow => [name, 'allowed is true or false', { [name]: 'yes' }, { [name]: 1 }]),
  ['metadata', 'allowed is an object', { metadata: 'text' }, { metadata: [] }],
  ...TEXTS.map((name): WrongRow => [`metadata.${name}`, 'allowed is text', { metadata: { [name]: 1 } }]),
  ['metadata.shareable', 'allowed is true or false', { metadata: { shareable: 'yes' } }],
  [
    'planMetadata',
    'allowed is an object; in it "displayName" is a text, "bullets" a list of texts',
    inPlan([]),
    inPlan('text'),
  ],
  ['planMetadata.displayName', 'allowed is text', inPlan({ displayName: 1 })],
  ['planMetadata.bullets', 'allowed is a list', inPlan({ bullets: 'fast' })],
  ['planMetadata.bullets[0]', 'allowed is text', inPlan({ bullets: [1] })],
  ['planMetadata.costs', 'allowed is a list', inPlan({ costs: {} })],
  ['planMetadata.costs[0].amount', 'is missing; allowed is an object', inPlan({ costs: [{ unit: 'MONTHLY' }] })],
  ['planMetadata.costs[0].unit', NOT_BLANK, inPlan({ costs: [{ amount: { usd: 1 }, unit: '' }] })],
  [
    'costs',
    'allowed is a list of objects such as {"amount": {"usd": 9.5}, "unit": "MONTHLY"}',
    { costs: 9.5 },
    { costs: {} },
  ],
  ['costs[0]', 'allowed is an object of "amount", "unit"', { costs: ['9.5 USD'] }],
  ['costs[0].amount', 'allowed is an object such as {"usd": 9.5}', costing({ amount: {}, unit: 'MONTHLY' })],
  ['costs[0].amount.usd', 'allowed is a number', costing({ amount: { usd: '9.5' }, unit: 'MONTHLY' })],
  ['costs[0].unit', `is missing; ${NOT_BLANK}`, costing({ amount: { usd: 1 } })],
  [
    'costs[0].price',
    'is not known; allowed is "amount", "unit"',
    costing({ amount: { usd: 1 }, unit: 'MONTHLY', price: 1 }),
  ],
  [
    'maximumPollingSeconds',
    POLLING,
    ...[299, 604_801, '10m', 300.5].map((maximumPollingSeconds) => ({ maximumPollingSeconds })),
  ],
  ['maintenance', 'allowed is an object with a "version" such as "1.0.0"', { maintenance: '1.0.0' }],
  ['maintenance.version', `is missing; ${VERSION}`, { maintenance: {} }],
  ['maintenance.version', VERSION, ...['v1.0', '1', 1, '01.0.0'].map((version) => ({ maintenance: { version } }))],
  ['maintenance.description', 'allowed is text', { maintenance: { version: '1.0.0', description: 1 } }],
];
