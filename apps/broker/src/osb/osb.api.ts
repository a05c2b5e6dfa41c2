import { applyDecorators } from '@nestjs/common';
import {
  ApiBasicAuth,
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  type ApiResponseSchemaHost,
  ApiTags,
} from '@nestjs/swagger';

type Schema = ApiResponseSchemaHost['schema'];

export const TEXT = { type: 'string' } as const;
export const OBJECT = { type: 'object', additionalProperties: true } as const;

const ERROR = objectOf({
  error: { type: 'string', enum: ['AsyncRequired', 'ConcurrencyError', 'MaintenanceInfoConflict'] },
  description: { ...TEXT, description: 'For people: what is wrong and what to do next.' },
  instance_usable: { type: 'boolean', description: 'Of a failed update alone.' },
  update_repeatable: { type: 'boolean', description: 'Of a failed or refused update alone.' },
});

export const ACCEPTED = objectOf({
  operation: { ...TEXT, description: 'To be handed back when polling last_operation.' },
  dashboard_url: { ...TEXT, description: 'Where it is known already.' },
});
export const NOTHING = objectOf({});

/** What an endpoint of the Open Service Broker API is, and what may come of it. */
interface Endpoint {
  readonly summary: string;
  readonly queries?: readonly (keyof typeof QUERIES)[];
  readonly required?: readonly (keyof typeof QUERIES)[];
  readonly body?: Schema;
  /** By status; refusals that all endpoints have in common are added. */
  readonly answers: Readonly<Record<number, readonly [meaning: string, body?: Schema]>>;
}

const QUERIES = {
  accepts_incomplete: { enum: ['true', 'false'], description: 'Whether the platform takes a 202 and polls.' },
  service_id: { description: 'The service.' },
  plan_id: { description: 'The plan.' },
  operation: { description: 'What came with the 202; the newest operation where it is left out.' },
} as const;

const EVERYWHERE: Endpoint['answers'] = {
  400: ['The request is wrong in itself.', ERROR],
  401: ['User name or password is wrong or missing.', ERROR],
  403: ['The credentials are for another role.', ERROR],
  503: ['The database, or every Docker host, is out of reach. With Retry-After.', ERROR],
};
const OF_PLATFORMS: Endpoint['answers'] = {
  ...EVERYWHERE,
  412: ['The header X-Broker-API-Version does not fit.', ERROR],
};

export function objectOf(properties: Readonly<Record<string, object>>): Schema {
  return { type: 'object', properties };
}

/** A refusal. */
export function refusal(meaning: string): readonly [string, Schema] {
  return [meaning, ERROR];
}

/** One endpoint under /v2. */
export function OsbEndpoint({ summary, queries = [], required = [], body, answers }: Endpoint): MethodDecorator {
  return applyDecorators(
    ApiTags('Open Service Broker API'),
    ApiBasicAuth('platform'),
    ApiBearerAuth('token'),
    ApiOperation({ summary }),
    ApiHeader({ name: 'X-Broker-API-Version', required: true, example: '2.17', description: '2.13 or a later 2.x.' }),
    ApiHeader({ name: 'X-Broker-API-Originating-Identity', required: false, description: 'On whose behalf.' }),
    ApiHeader({ name: 'X-Broker-API-Request-Identity', required: false, description: 'Comes back with the answer.' }),
    ...[...required, ...queries].map((name) =>
      ApiQuery({ name, required: required.includes(name), type: String, ...QUERIES[name] }),
    ),
    ...(body === undefined ? [] : [ApiBody({ schema: body })]),
    ...toResponses({ ...OF_PLATFORMS, ...answers }),
  );
}

/** One path of administrators, agents or probes. */
export function OwnEndpoint(
  role: 'admin' | 'agent' | undefined,
  { summary, body, answers }: Pick<Endpoint, 'summary' | 'body' | 'answers'>,
): MethodDecorator {
  const common = role === undefined ? {} : EVERYWHERE;
  return applyDecorators(
    ApiTags(role === undefined ? 'Health' : role === 'agent' ? 'Agents' : 'Administration'),
    ...(role === undefined ? [] : [ApiBasicAuth(role), ApiBearerAuth('token')]),
    ApiOperation({ summary }),
    ...(body === undefined ? [] : [ApiBody({ schema: body })]),
    ...toResponses({ ...common, ...answers }),
  );
}

function toResponses(answers: Endpoint['answers']): MethodDecorator[] {
  return Object.entries(answers).map(([status, [description, schema]]) =>
    ApiResponse({ status: Number(status), description, ...(schema === undefined ? {} : { schema }) }),
  );
}
