import { describe, expect, it } from 'vitest';
import { inputRule } from './input-rule.js';

const HANDED_OVER = { environment: { POSTGRES_PASSWORD: '$PASSWORD' }, credentials: { uri: '$USERNAME:$PASSWORD' } };
const GENERATED = { ...HANDED_OVER, generated: {} };

describe('inputRule', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['a login that is made', GENERATED],
    ['the names in it', { ...GENERATED, generated: { username: 'postgres', dbname: 'my-app_1' } }],
    ['a password in the command', { ...GENERATED, environment: {}, command: ['--requirepass', '$PASSWORD'] }],
    ['a password in the entrypoint', { ...GENERATED, environment: {}, entrypoint: ['serve', '--password=$PASSWORD'] }],
    ['one container for one instance', { ...GENERATED, numInstances: 1, containerName: '' }],
    ['static credentials', { credentials: { uri: 'redis://$HOST:$PORT', price: '$5', other: '$Password' } }],
    ['a variable of the plan that is called so', { environment: { A: '$PASSWORD' }, command: ['$USERNAME'] }],
    ['a container of its own, as files of the original say it', { ...GENERATED, numInstances: 0 }],
    ['parameters', { parameterEnvironment: { size: 'MAX_SIZE', 'log.level': '_level2' }, environment: { A: '1' } }],
  ])('allows %s', (_, definition) => {
    expect(inputRule(definition)).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['a password for all', { ...GENERATED, generated: { password: 'x' } }, 'generated.password', 'is not known'],
    ['an empty name', { ...GENERATED, generated: { username: '' } }, 'generated.username', 'allowed is 1 to 63'],
    ['a long name', { ...GENERATED, generated: { dbname: 'd'.repeat(64) } }, 'generated.dbname', 'allowed is 1 to 63'],
    ['a name for URIs', { ...GENERATED, generated: { username: 'a@b' } }, 'generated.username', 'allowed is 1 to 63'],
    ['an option', { ...GENERATED, generated: { username: '-u' } }, 'generated.username', 'allowed is 1 to 63'],
    ['a placeholder in a name', { ...GENERATED, generated: { dbname: '$HOST' } }, 'generated.dbname', 'allowed is'],
    ['what is no object', { ...GENERATED, generated: true }, 'generated', 'allowed is an object'],
    ['a shared container', { ...GENERATED, numInstances: 2 }, 'generated', '"numinstances" 1'],
    ['a container of others', { ...GENERATED, containerName: 'db' }, 'generated', 'no "containername"'],
    ['a login for nobody', { ...GENERATED, credentials: undefined }, 'generated', 'needs "credentials"'],
    ['a login that stays secret', { ...GENERATED, environment: {} }, 'generated', 'needs "$PASSWORD" in "environment"'],
    ['a placeholder without value', { credentials: { a: [{ b: 'x$DBNAME' }] } }, 'credentials.a[0].b', '"generated"'],
    ['one in a dashboard', { dashboardUrl: { dashboard_url: 'http://$USERNAME@h' } }, 'dashboardUrl.dashboard_url', ''],
    ['no variable', { parameterEnvironment: { size: 'MAX-SIZE' } }, 'parameterEnvironment.size', 'the name of a'],
    ['an empty variable', { parameterEnvironment: { size: '' } }, 'parameterEnvironment.size', 'the name of a'],
    ['a name of ours', { parameterEnvironment: { a: 'INSTANCE_ID' } }, 'parameterEnvironment.a', 'none that scripts'],
    ['a port of ours', { parameterEnvironment: { a: 'PORT_80' } }, 'parameterEnvironment.a', 'none that scripts'],
    ['the drain', { parameterEnvironment: { syslog_drain: 'X' } }, 'parameterEnvironment', "the broker's own"],
    ['a variable twice', { parameterEnvironment: { a: 'X', b: 'X' } }, 'parameterEnvironment', 'no variable twice'],
    [
      'a variable of the plan',
      { parameterEnvironment: { a: 'X' }, environment: { X: '' } },
      'parameterEnvironment.a',
      'is in "environment" too',
    ],
    [
      'parameters for a shared container',
      { parameterEnvironment: { a: 'X' }, numInstances: 5 },
      'parameterEnvironment',
      '"numinstances" 1',
    ],
    [
      'too many',
      {
        parameterEnvironment: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, `P${index}`])),
      },
      'parameterEnvironment',
      'at most 50',
    ],
  ])('refuses %s', (_, definition, path, words) => {
    expect(inputRule(definition)).toEqual([{ path, fault: expect.stringContaining(words) as string }]);
  });
});
