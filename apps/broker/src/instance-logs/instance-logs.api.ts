import { applyDecorators } from '@nestjs/common';
import { ApiProduces, ApiQuery } from '@nestjs/swagger';
import { OwnEndpoint, refusal } from '../osb/osb.api.js';

export const DescribeInstanceLogs = (): MethodDecorator =>
  applyDecorators(
    OwnEndpoint('admin', {
      summary: "Reads an instance's log, or follows it, without secrets",
      answers: {
        200: ['The last lines; with follow=true, server-sent events: one for each line, "end" at the end.'],
        404: refusal('There is no such instance.'),
        409: refusal('It has no container now.'),
      },
    }),
    ApiProduces('application/json', 'text/event-stream'),
    ApiQuery({ name: 'tail', required: false, type: Number, description: 'How many lines; 100, at most 10000.' }),
    ApiQuery({ name: 'since', required: false, type: String, description: 'None older than this time, in RFC 3339.' }),
    ApiQuery({ name: 'follow', required: false, enum: ['true', 'false'] }),
  );
