import { CAPABILITIES, MOST_OF_ULIMITS } from './isolation-settings.types.js';
import { isSpaceSize, SPACE_SIZE } from './memory-size.types.js';
import {
  anyText,
  both,
  type Fault,
  list,
  mapOf,
  match,
  object,
  oneOf,
  rule,
  text,
  type ValueRule,
  wholeNumber,
} from './value-rules.js';

const MOST_WORDS = 100;
const MOST_LABELS = 50;
const LONGEST = 4_096;
const LONGEST_LINE = 255;
const ONE_HOUR = 3_600;

/**
 * Neither what a container cannot do without, nor a way around the check that two places differ, nor what reads as if it
 * were the host's.
 */
const PLACE =
  /^(?!\/(?:proc|sys|dev)(?:\/|$))(?!.*\/(?:docker|containerd|podman|crio)\.sock(?:\/|$))(?:\/(?!\.{1,2}(?:\/|$))[^/:\p{Cc}]+)+\/?$/u;
const URL_PATH = /^\/[\w.~!$&'()*+,;=:@%/?-]*$/;
const LABEL =
  /^(?!(?:docker-broker|com\.docker|io\.docker|org\.dockerproject)\.)[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9])?$/;

const portNumber = wholeNumber(1, 65_535);

const WORDS = `a list of 1 to ${MOST_WORDS} texts, the first not empty`;
const words = both(
  rule(isList, WORDS, { type: 'array' }),
  list(rule((value) => typeof value === 'string' && value.length <= LONGEST, `text of up to ${LONGEST} characters`)),
  rule((value) => isList(value) && value.length >= 1 && value.length <= MOST_WORDS && value[0] !== '', WORDS),
);

const placePath = match(
  PLACE,
  'an absolute path inside the container, never one of the Docker host: without ":" and "..", not "/" itself, not below /proc, /sys and /dev, and no docker.sock',
);
const sizedPath = object({ path: placePath, size: rule(isSpaceSize, SPACE_SIZE) }, { needs: ['path'], isClosed: true });
const place = ofText(placePath, sizedPath);
const places = both(
  list(place),
  rule((value) => isWithoutTwin((value as readonly unknown[]).map(toPath)), 'no path twice'),
);

const capabilities = both(
  list(oneOf(...CAPABILITIES)),
  rule((value) => isWithoutTwin(value as readonly unknown[]), 'no name twice'),
);

const ulimits = object(
  Object.fromEntries(Object.entries(MOST_OF_ULIMITS).map(([name, most]) => [name, ulimitOfAtMost(most)])),
  { isClosed: true },
);

const labels = both(
  mapOf(rule((value) => typeof value === 'string' && value.length <= LONGEST, `text of up to ${LONGEST} characters`)),
  rule((value) => Object.keys(value as object).length <= MOST_LABELS, `at most ${MOST_LABELS} labels`),
  rule(
    (value) => Object.keys(value as object).every((name) => LABEL.test(name)),
    'names of small letters, digits, ".", "_" and "-"; none begins with "docker-broker.", "com.docker.", "io.docker." or "org.dockerproject."',
  ),
);

const command = ofText(text(LONGEST), words);

const healthcheck = object(
  {
    command,
    intervalSeconds: wholeNumber(1, ONE_HOUR),
    timeoutSeconds: wholeNumber(1, ONE_HOUR),
    startPeriodSeconds: wholeNumber(1, ONE_HOUR),
    retries: wholeNumber(1, 100),
  },
  { needs: ['command'], isClosed: true },
);

const SIGNS = ['log', 'port', 'exec', 'http'];
const http = object(
  { port: portNumber, path: match(URL_PATH, 'a path such as "/health"'), status: wholeNumber(100, 599) },
  { needs: ['port', 'path'], isClosed: true },
);
const readiness = both(
  object(
    {
      log: both(text(LONGEST_LINE), anySignIn),
      port: portNumber,
      exec: words,
      http,
      timeoutSeconds: wholeNumber(1, ONE_HOUR),
    },
    { isClosed: true },
  ),
  rule(
    (value) => SIGNS.filter((sign) => Object.hasOwn(value as object, sign)).length === 1,
    'exactly one of "log", "port", "exec" and "http"',
  ),
);

/** What a definition says of its containers, where kinds alone say too little. */
const said = object({
  command: list(anyText),
  entrypoint: words,
  volumes: places,
  tmpfs: places,
  capabilities,
  ulimits,
  labels,
  healthcheck,
  readiness,
});

export const containerRule: ValueRule = both(said, refuseContradictions);

interface Said {
  readonly ports?: readonly unknown[];
  readonly volumes?: readonly unknown[];
  readonly tmpfs?: readonly unknown[];
  readonly readiness?: { readonly port?: number; readonly http?: { readonly port: number } };
}

/** Of two that cannot be together, the later one is at fault. */
function refuseContradictions(definition: unknown): readonly Fault[] {
  const { ports, volumes = [], tmpfs = [], readiness: { port, http: page } = {} } = definition as Said;
  const kept = volumes.map(toPath);
  const twice = tmpfs.flatMap((one, index) =>
    kept.includes(toPath(one))
      ? [{ path: `tmpfs[${index}]`, fault: 'is in "volumes" too; allowed is one of both' }]
      : [],
  );
  const asked = page?.port ?? port;
  if (asked === undefined || ports === undefined || ports.includes(asked)) return twice;
  const path = page === undefined ? 'readiness.port' : 'readiness.http.port';
  return [...twice, { path, fault: 'allowed is one of "ports"' }];
}

/** The one rule for texts, the other one for all else. */
function ofText(short: ValueRule, long: ValueRule): ValueRule {
  const check = (value: unknown): readonly Fault[] => (typeof value === 'string' ? short(value) : long(value));
  return Object.assign(check, { schema: { anyOf: [short.schema ?? {}, long.schema ?? {}] } });
}

function ulimitOfAtMost(most: number): ValueRule {
  const limit = wholeNumber(0, most);
  return both(
    object({ soft: limit, hard: limit }, { needs: ['soft', 'hard'], isClosed: true }),
    rule((value) => {
      const { soft, hard } = value as { readonly soft: number; readonly hard: number };
      return soft <= hard;
    }, 'a "soft" that is not above "hard"'),
  );
}

/** Of asterisks alone any line would be a sign. */
function anySignIn(value: unknown): readonly Fault[] {
  return /[^*\s]/.test(value as string) ? [] : [{ path: '', fault: 'allowed is text beside "*"' }];
}

function toPath(one: unknown): string {
  const path = typeof one === 'object' && one !== null && 'path' in one ? one.path : one;
  return String(path).replace(/\/$/, '');
}

function isWithoutTwin(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
