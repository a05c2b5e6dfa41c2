import { many, type WrongRow } from './wrong-row.js';

const NAME = 'allowed is 1 to 63 letters, digits, "_" and "-", the first no "-"';
const IN_OWN_CONTAINERS = 'needs a container for each instance: "numinstances" 1, and no "containername"';
const KNOWN = { environment: { P: '$PASSWORD' }, credentials: { password: '$PASSWORD' } };

/** What an instance's container gets of its login and its parameters. */
export const INPUT_ROWS: readonly WrongRow[] = [
  [
    'generated',
    'allowed is an object, empty or with "username" and "dbname"',
    ...[true, 'login', []].map((generated) => ({ ...KNOWN, generated })),
  ],
  [
    'generated.password',
    'is not known; allowed is "username", "dbname"',
    { ...KNOWN, generated: { password: 'secret' } },
  ],
  ['generated.username', NAME, ...['', '-u', 'a b', 7].map((username) => ({ ...KNOWN, generated: { username } }))],
  ['generated.dbname', NAME, ...['', 'a;b', 'x'.repeat(64)].map((dbname) => ({ ...KNOWN, generated: { dbname } }))],
  [
    'generated',
    IN_OWN_CONTAINERS,
    { ...KNOWN, generated: {}, numinstances: 3 },
    { ...KNOWN, generated: {}, numinstances: 0, containername: 'c' },
  ],
  ['generated', 'needs "credentials"', { generated: {}, environment: { P: '$PASSWORD' } }],
  ['generated', 'needs "$PASSWORD" in "environment"', { generated: {}, credentials: { password: '$PASSWORD' } }],
  [
    'credentials.uri',
    'has "$USERNAME", "$PASSWORD" or "$DBNAME", which needs "generated"',
    { credentials: { uri: 'redis://:$PASSWORD@$HOST:$PORT' } },
  ],
  [
    'parameterEnvironment',
    'allowed is an object such as {"maxmemory": "REDIS_MAXMEMORY"}',
    ...['A', ['A'], 1].map((parameterEnvironment) => ({ parameterEnvironment })),
  ],
  ['parameterEnvironment', 'allowed is no variable twice', { parameterEnvironment: { a: 'A', b: 'A' } }],
  [
    'parameterEnvironment',
    'allowed is at most 50 parameters',
    { parameterEnvironment: Object.fromEntries(many(51, (index) => [`p${index}`, `V${index}`])) },
  ],
  [
    'parameterEnvironment.a',
    'allowed is the name of a variable',
    ...['1A', 'A B', 'INSTANCE_ID', 'PASSWORD', 7].map((a) => ({ parameterEnvironment: { a } })),
  ],
  [
    'parameterEnvironment.a',
    'is in "environment" too',
    { parameterEnvironment: { a: 'A' }, environment: { A: 'plan' } },
  ],
];
