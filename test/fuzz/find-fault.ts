import type { RawAnswer } from '../support/raw-http.js';
import type { FuzzRequest } from './fuzz-request.js';

const FIELDS = ['error', 'description', 'instance_usable', 'update_repeatable'];

/** What is wrong with the answers to a request; `undefined` when nothing is. */
export function findFault(request: FuzzRequest, answers: readonly RawAnswer[]): string | undefined {
  const final = answers.filter(({ status }) => status >= 200);
  if (!request.isBroken && final.length !== 1) return `${final.length} answers`;
  return final.map((answer) => judgeAnswer(request, answer)).find((fault) => fault !== undefined);
}

function judgeAnswer(request: FuzzRequest, { status, headers, text }: RawAnswer): string | undefined {
  if (status >= 500) return 'a fault of the broker';
  if (!headers['content-type']?.startsWith('application/json')) return 'not JSON by its header';
  if (isLetIn(request, status)) return 'a stranger was let in';
  const echo = headers['x-broker-api-request-identity'];
  if (request.isBroken ? echo === undefined : echo !== request.identity) return `the identity ${echo ?? 'is missing'}`;
  return status < 400 || request.method === 'HEAD' ? undefined : findFaultIn(text);
}

/** Of a message that is broken nobody can say whose it is. */
function isLetIn({ isStranger, isBroken }: FuzzRequest, status: number): boolean {
  return isStranger && !isBroken && status < 400;
}

/** ERR-02, ERR-03, ERR-09. */
function findFaultIn(text: string): string | undefined {
  const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const { error, description } = body;
  if (typeof description !== 'string' || description === '') return 'no description';
  if (error !== undefined && !(typeof error === 'string' && /^[A-Z][A-Za-z]+$/.test(error)))
    return 'an error that is no word';
  if (/\bat .*\.[jt]s\b|node_modules|SQLITE|SELECT /.test(text)) return 'words from within';
  return Object.keys(body).every((key) => FIELDS.includes(key)) ? undefined : 'other fields';
}
