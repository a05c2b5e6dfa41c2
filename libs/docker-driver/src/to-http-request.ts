/** What dockerode asks of its modem; the part of it that our calls use. */
export interface DialOptions {
  /** A trailing `?` is dockerode's mark that `options` may go into the query. */
  readonly path: string;
  readonly method: string;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly statusCodes: Readonly<Record<number, boolean | string>>;
  readonly isStream?: boolean;
  readonly hijack?: boolean;
  readonly abortSignal?: AbortSignal;
  /** A login at a registry. */
  readonly authconfig?: object | undefined;
}

export interface HttpRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | undefined;
}

/** These are meant for the modem, not for the engine. */
const FOR_THE_MODEM = new Set(['abortSignal', 'hijack', 'stdin']);
const BODY_FIELD = /^[A-Z]/;

/**
 * In Docker's API every field of a body begins with a capital, every query parameter with a small letter. dockerode's
 * own modem puts all options into both: a container's environment, passwords too, would stand in URLs and access logs.
 */
export function toHttpRequest(dial: DialOptions): HttpRequest {
  const given = Object.entries(dial.options ?? {}).filter(([name, value]) => !FOR_THE_MODEM.has(name) && value != null);
  const query = toQuery(given.filter(([name]) => !BODY_FIELD.test(name)));
  const fields = given.filter(([name]) => BODY_FIELD.test(name));
  const body = fields.length === 0 ? undefined : JSON.stringify(Object.fromEntries(fields));
  const path = dial.path.replace(/\?$/, '') + (query === '' ? '' : `?${query}`);
  const headers = { ...toBodyHeaders(body), ...toAuthHeaders(dial.authconfig) };
  return { path, body, headers: { ...headers, ...(dial.hijack === true ? UPGRADE : {}) } };
}

const UPGRADE = { Connection: 'Upgrade', Upgrade: 'tcp' };

/** Padded base64 for URLs, as engines of all ages read it. */
function toAuthHeaders(login: object | undefined): HttpRequest['headers'] {
  if (login === undefined) return {};
  const base64 = Buffer.from(JSON.stringify(login)).toString('base64');
  return { 'X-Registry-Auth': base64.replaceAll('+', '-').replaceAll('/', '_') };
}

function toBodyHeaders(body: string | undefined): HttpRequest['headers'] {
  if (body === undefined) return {};
  return { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
}

function toQuery(parameters: readonly (readonly [string, unknown])[]): string {
  const texts = parameters.map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(texts).toString();
}
