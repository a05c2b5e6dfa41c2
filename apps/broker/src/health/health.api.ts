import { OwnEndpoint } from '../osb/osb.api.js';

export const DescribeLiveness = (): MethodDecorator =>
  OwnEndpoint(undefined, { summary: 'Whether the process lives', answers: { 200: ['It does.'] } });

export const DescribeReadiness = (): MethodDecorator =>
  OwnEndpoint(undefined, {
    summary: 'Whether the broker can serve',
    answers: { 200: ['It can.'], 503: ['It cannot; the states say why.'] },
  });
