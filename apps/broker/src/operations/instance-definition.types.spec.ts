import { describe, expect, it } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { toInstanceDefinition } from './instance-definition.types.js';

const REQUEST = { parameters: {}, context: {}, organizationGuid: '', spaceGuid: '' };
const login = { username: 'u', password: 'p4ss', dbname: 'd' };

describe('toInstanceDefinition', () => {
  it('fills the login into what reaches the container', () => {
    const plan = aDefinition({
      environment: { POSTGRES_USER: '$USERNAME', POSTGRES_DB: '$DBNAME', HOME_OF: '$HOST' },
      entrypoint: ['serve', '--password=$PASSWORD'],
      command: ['$DBNAME'],
      healthcheck: { command: 'ping -a $PASSWORD', retries: 3 },
      readiness: { exec: ['ping', '$PASSWORD'] },
    });

    expect(toInstanceDefinition(plan, { ...REQUEST, login })).toMatchObject({
      environment: { POSTGRES_USER: 'u', POSTGRES_DB: 'd', HOME_OF: '$HOST' },
      entrypoint: ['serve', '--password=p4ss'],
      command: ['d'],
      healthcheck: { command: 'ping -a p4ss', retries: 3 },
      readiness: { exec: ['ping', 'p4ss'] },
    });
  });

  it('leaves what is for clients, and what Docker shows to everybody', () => {
    const plan = aDefinition({ credentials: { p: '$PASSWORD' }, labels: { l: '$PASSWORD' }, description: '$PASSWORD' });

    expect(toInstanceDefinition(plan, { ...REQUEST, login })).toEqual(Object.assign({}, plan));
  });

  it('is the plan itself without a login and without parameters for it', () => {
    const plan = aDefinition({ environment: { A: '$PASSWORD' } });

    expect(toInstanceDefinition(plan, { ...REQUEST, parameters: { a: 'x' } })).toBe(plan);
  });

  it('adds parameters as variables; what the plan says stays, and what users send is not filled', () => {
    const plan = aDefinition({ environment: { A: '$PASSWORD' }, parameterEnvironment: { a: 'A', b: 'B' } });
    const parameters = { a: 'user', b: '$PASSWORD' };

    expect(toInstanceDefinition(plan, { ...REQUEST, login, parameters }).environment).toEqual({
      A: 'p4ss',
      B: '$PASSWORD',
    });
  });
});
