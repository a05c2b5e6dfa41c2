import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { OwnEndpoint, refusal } from '../osb/osb.api.js';

const UNKNOWN = refusal('No agent has told of such a host.');
const SHOWN = ['The host as it is now.'] as const;

export const DescribeHosts = (): MethodDecorator =>
  OwnEndpoint('admin', { summary: 'Lists the Docker hosts', answers: { 200: ['All of them, by their ids.'] } });

export const DescribeHost = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows a Docker host and what is on it',
    answers: { 200: SHOWN, 404: UNKNOWN },
  });

export const DescribeCordon = (): MethodDecorator =>
  OwnEndpoint('admin', { summary: 'Has nothing new placed on a host', answers: { 200: SHOWN, 404: UNKNOWN } });

export const DescribeUncordon = (): MethodDecorator =>
  OwnEndpoint('admin', { summary: 'Opens a host again', answers: { 200: SHOWN, 404: UNKNOWN } });

export const DescribeDrain = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Has nothing new placed on a host, and empty shared containers removed',
    answers: { 200: SHOWN, 404: UNKNOWN },
  });

export const DescribeRemoval = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'force', required: false, enum: ['true', 'false'], description: 'Gives up what is on it.' }),
    OwnEndpoint('admin', {
      summary: 'Removes a host whose agent is silent',
      answers: {
        200: ['It is gone.'],
        404: UNKNOWN,
        409: refusal('Its agent pings, or something is still on it.'),
      },
    }),
  );
