import { objectOf, OwnEndpoint, refusal, TEXT } from '../../osb/osb.api.js';
import { ROLES, SCOPES } from '../access.types.js';

const SCOPE_LIST = { type: 'array', items: { ...TEXT, enum: [...SCOPES] } };
const FIELDS = {
  name: { ...TEXT, description: 'For people; no two tokens have the same.' },
  role: { ...TEXT, enum: [...ROLES] },
  dockerHost: { ...TEXT, description: 'Of agents: the one host that it may speak of.' },
  scopes: { ...SCOPE_LIST, description: 'Of administrators: what it is good for.' },
};
const SHOWN = {
  id: TEXT,
  ...FIELDS,
  createdAt: TEXT,
  createdBy: TEXT,
  expiresAt: { ...TEXT, description: 'Left out where it never does.' },
  lastUsedOn: { ...TEXT, description: 'A day, in UTC.' },
};

export const DescribeTokens = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Lists the tokens that the broker takes',
    answers: {
      200: ['Without what they are made of.', objectOf({ tokens: { type: 'array', items: objectOf(SHOWN) } })],
    },
  });

export const DescribeCreateToken = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Makes a token for a platform, an administrator or the agent of one host',
    body: objectOf({ ...FIELDS, expiresInDays: { type: 'integer', description: 'Left out: it never expires.' } }),
    answers: {
      201: ['The token itself is told this once.', objectOf({ ...SHOWN, token: TEXT })],
      409: refusal('There is one with this name.'),
    },
  });

export const DescribeRemoveToken = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Removes a token: it opens nothing any more, at all brokers within five seconds',
    answers: { 200: ['It is gone.'], 404: refusal('There is none.') },
  });
