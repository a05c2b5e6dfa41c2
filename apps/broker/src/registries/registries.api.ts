import { objectOf, OwnEndpoint, refusal, TEXT } from '../osb/osb.api.js';

const LOGIN = objectOf({ registry: TEXT, username: TEXT });
const UNKNOWN = refusal('There is none.');

export const DescribeRegistries = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Lists the registries at which the broker has a login',
    answers: { 200: ['Without passwords.', objectOf({ registries: { type: 'array', items: LOGIN } })] },
  });

export const DescribeRegistry = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows as whom images of a registry are pulled',
    answers: { 200: ['Without the password.', LOGIN], 404: UNKNOWN },
  });

export const DescribePutRegistry = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Stores a login at a registry, sealed, or replaces it; in use from the next pull on',
    body: objectOf({ username: TEXT, password: { ...TEXT, description: 'Or a token.' } }),
    answers: { 200: ['It is stored.'] },
  });

export const DescribeRemoveRegistry = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Forgets the login at a registry',
    answers: { 200: ['It is gone.'], 404: UNKNOWN },
  });
