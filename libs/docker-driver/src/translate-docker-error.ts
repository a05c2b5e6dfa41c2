import {
  ContainerMissingError,
  ContainerNotRunningError,
  ContainerStuckError,
  DockerDriverError,
  EngineAnswerError,
  EngineBusyError,
  EngineRefusedError,
  HostFullError,
  HostUnreachableError,
  HostUntrustedError,
  ImageLoginError,
  ImageMissingError,
  ImageUnavailableError,
  NameTakenError,
  PortTakenError,
  SizeUnsupportedError,
  StartRefusedError,
} from './docker-driver.errors.js';
import { explainStartRefusal } from './explain-start-refusal.js';

export type DockerDriverErrorClass = new (message: string, cause?: unknown) => DockerDriverError;

interface Rule {
  readonly text: RegExp;
  readonly status?: number;
  readonly becomes: DockerDriverErrorClass;
}

/**
 * The first rule that fits wins. Engines of ten years are told apart by text, because the status alone says too little:
 * a taken port, a full disk and a bug are all 500.
 */
const RULES: readonly Rule[] = [
  { text: /no space left on device|disk quota exceeded/i, becomes: HostFullError },
  { text: /cannot assign requested address|bind: permission denied/i, becomes: EngineRefusedError },
  { text: /port is already allocated|address already in use|ports are not available/i, becomes: PortTakenError },
  { text: /failed to set up container networking.*\bbind\b/i, becomes: PortTakenError },
  { text: /\btask \S+ already exists|failed to start shim\b.*file exists/i, becomes: ContainerStuckError },
  { text: /quota size requested but no quota support/i, becomes: SizeUnsupportedError },
  { text: /\bnetwork \S+ (is ambiguous|not found)/i, becomes: EngineBusyError },
  { text: /no such image/i, becomes: ImageMissingError },
  { text: /pull access denied/i, becomes: ImageLoginError },
  { text: /manifest (for .* )?(unknown|not found)|toomanyrequests/i, becomes: ImageUnavailableError },
  { text: /no such container/i, status: 404, becomes: ContainerMissingError },
  { text: /\bname\b.* is already in use/i, status: 409, becomes: NameTakenError },
  { text: /is not running|is paused|is restarting/i, becomes: ContainerNotRunningError },
  { text: /exec command .* is already running|has already run/i, becomes: EngineRefusedError },
  { text: /client version .* is too (new|old)/i, becomes: EngineBusyError },
];

/**
 * What dockerode, the engine or the socket said, as an error of ours. `call` names the attempt for the operator, as in
 * "start a container". A bug (an error that is none of theirs) comes out as `EngineAnswerError` with its cause.
 */
export function translateDockerError(error: unknown, call: string): DockerDriverError {
  if (error instanceof DockerDriverError) return error;
  const statusCode = field(error, 'statusCode');
  if (typeof statusCode === 'number') return fromStatus(statusCode, error, call);
  const code = field(error, 'code') ?? (field(error, 'name') === 'AbortError' ? 'ABORT_ERR' : undefined);
  if (code !== undefined) return new (byCode(code))(`Could not ${call}: ${brief(error)}`, error);
  return new EngineAnswerError(`Could not ${call}, the answer was not understood: ${brief(error)}`, error);
}

/** In the words of registries, which engines quote. */
const WANTS_LOGIN =
  /unauthorized|no basic auth credentials|authentication required|authorization failed|access to the resource is denied/i;

/** While pulling, whatever the engine says against it is the registry's word: the image cannot be had. */
export function translatePullError(error: unknown, imageRef: string): DockerDriverError {
  const translated = translateDockerError(error, `pull ${imageRef}`);
  const isHosts = translated instanceof HostUnreachableError || translated instanceof HostFullError;
  const Unavailable = WANTS_LOGIN.test(translated.message) ? ImageLoginError : ImageUnavailableError;
  return isHosts || translated instanceof Unavailable ? translated : new Unavailable(translated.message, error);
}

/** The engine says "not modified": already started, already stopped. */
export function isAlreadySo(error: unknown): boolean {
  return field(error, 'statusCode') === 304;
}

/** The engine itself says that it has no such thing. */
export function isMissing(error: unknown): boolean {
  return field(error, 'statusCode') === 404;
}

/** The answer, or `undefined` instead of an error that is expected. */
export async function undefinedWhen<T>(
  isExpected: (error: unknown) => boolean,
  answer: Promise<T>,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isExpected(error)) return undefined;
    throw error;
  }
}

function fromStatus(statusCode: number, error: unknown, call: string): DockerDriverError {
  const text = brief(error);
  const advice = explainStartRefusal(text);
  if (advice !== undefined) return new StartRefusedError(`Could not ${call}: ${text}. ${advice}`, error);
  const rule = RULES.find((one) => (one.status ?? statusCode) === statusCode && one.text.test(text));
  const Becomes = rule?.becomes ?? byStatus(statusCode);
  return new Becomes(`Could not ${call}, the engine answered ${statusCode}: ${text}`, error);
}

/** The codes of Node's TLS: a certificate that does not verify, or an alert from the other side. */
const TLS =
  /^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_|HOSTNAME_MISMATCH|PATH_LENGTH_)/;

function byCode(code: unknown): DockerDriverErrorClass {
  return TLS.test(String(code)) ? HostUntrustedError : HostUnreachableError;
}

function byStatus(statusCode: number): DockerDriverErrorClass {
  if (statusCode >= 500 || [408, 409, 423, 429].includes(statusCode)) return EngineBusyError;
  return statusCode >= 400 ? EngineRefusedError : EngineAnswerError;
}

/** One line, at most 500 characters: engines quote whole command outputs. */
function brief(error: unknown): string {
  const texts = [field(error, 'message'), field(error, 'code'), 'no reason given'];
  const text = texts.find((one) => typeof one === 'string' && one !== '') as string;
  return text.replace(/\s+/g, ' ').trim().slice(0, 500);
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
