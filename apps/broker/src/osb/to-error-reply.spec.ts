import { NotFoundException, UnauthorizedException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { DatabaseUnavailableError, SecretUnreadableError } from '#persistence';
import {
  BadRequestError,
  BrokerFailedError,
  ConcurrencyError,
  ConflictError,
  GoneError,
  NotFoundError,
  OsbError,
  UnavailableError,
} from './osb.errors.js';
import { toErrorReply } from './to-error-reply.js';

const LIMIT = 8 * 1_024;
const withStatus = (statusCode: number, message = 'SECRET'): Error => Object.assign(new Error(message), { statusCode });

describe('toErrorReply', () => {
  it.each([
    [new BadRequestError('m'), 400],
    [new NotFoundError('m'), 404],
    [new ConflictError('m'), 409],
    [new GoneError('m'), 410],
    [new BrokerFailedError('m'), 500],
    [new UnavailableError('m'), 503],
  ])('is the status and sentence of %s', (error, status) => {
    expect(toErrorReply(error, LIMIT)).toEqual({ status, body: { description: 'm' } });
  });

  it('names the codes that platforms act on (ERR-06)', () => {
    expect(toErrorReply(new ConcurrencyError('m'), LIMIT)).toEqual({
      status: 422,
      body: { error: 'ConcurrencyError', description: 'm' },
    });
    expect(toErrorReply(new OsbError(422, 'm', 'AsyncRequired'), LIMIT).body.error).toBe('AsyncRequired');
  });

  it.each([
    [new TypeError('SECRET'), 500],
    [withStatus(500), 500],
    ['SECRET', 500],
    [undefined, 500],
    [new DatabaseUnavailableError('SECRET'), 503],
    [new SecretUnreadableError('SECRET'), 500],
    [withStatus(404), 404],
    [new NotFoundException('SECRET'), 404],
    [withStatus(413), 413],
  ])('says nothing from within: %s (ERR-09, T21)', (error, status) => {
    const reply = toErrorReply(error, LIMIT);

    expect(reply).toEqual({ status, body: { description: expect.stringMatching(/^[A-Z].*\.$/) as string } });
    expect(reply.body.description).not.toContain('SECRET');
  });

  it('names the limit of a body that is too large', () => {
    expect(toErrorReply(withStatus(413), LIMIT).body.description).toContain('larger than 8 KiB');
  });

  it.each([
    [withStatus(400, 'Bad request line'), 400, 'Bad request line'],
    [withStatus(400, ''), 400, 'The request is not valid.'],
    [withStatus(415, 'Unsupported'), 400, 'Unsupported'],
    [new UnauthorizedException('no'), 401, 'no'],
  ])("keeps what the framework says of the caller's own fault: %s", (error, status, description) => {
    expect(toErrorReply(error, LIMIT)).toEqual({ status, body: { description } });
  });
});
