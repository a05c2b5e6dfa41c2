import { OwnEndpoint, refusal } from '../osb/osb.api.js';

export const DescribeInstances = (): MethodDecorator =>
  OwnEndpoint('admin', { summary: 'Lists instances, the newest first', answers: { 200: ['A page of them.'] } });

export const DescribeInstance = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows an instance with its bindings and operations, without secrets',
    answers: { 200: ['What there is.'], 404: refusal('There is no such instance.') },
  });
