import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { OwnEndpoint } from '../osb/osb.api.js';

export const DescribeAudit = (): MethodDecorator =>
  applyDecorators(
    OwnEndpoint('admin', {
      summary: 'Who did what, and who was refused, the newest first',
      answers: { 200: ['A page.'] },
    }),
    ApiQuery({ name: 'limit', required: false, type: Number, description: 'How many entries; 100, at most 500.' }),
    ApiQuery({ name: 'before', required: false, type: String, description: '"next" of the page before.' }),
    ApiQuery({ name: 'since', required: false, type: String, description: 'From this time on, in RFC 3339.' }),
    ApiQuery({ name: 'until', required: false, type: String, description: 'Before this time, in RFC 3339.' }),
    ApiQuery({ name: 'caller', required: false, type: String, description: 'The name of a user or token.' }),
    ApiQuery({ name: 'instance', required: false, type: String, description: 'The id of an instance.' }),
    ApiQuery({ name: 'route', required: false, type: String, description: 'As entries have it, parameters by name.' }),
    ApiQuery({ name: 'status', required: false, type: Number, description: 'Of the answer.' }),
  );
