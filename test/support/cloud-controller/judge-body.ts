import type { Offering } from './offerings-in.js';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const MAX_OPERATION = 10_000;
const isText: Check = (value) => typeof value === 'string';
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isOperation: Check = (value) => typeof value === 'string' && value.length <= MAX_OPERATION;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isFilled: Check = (value) => typeof value === 'string' && value !== '';
const isMetadata: Check = (value) =>
  isObject(value) && hasOnly(value as Fields, { labels: isObject, attributes: isObject });

const INSTANCE_WORK = { dashboard_url: orNull(isText), operation: isOperation, metadata: isMetadata };
const BINDING_WORK = { operation: isOperation };
const DELETION = { operation: isOperation };
const INSTANCE = {
  service_id: isText,
  plan_id: isText,
  dashboard_url: isText,
  parameters: isObject,
  metadata: isObject,
};

/** Fields that are there have their types; others are not looked at (CCR-01). */
function hasOnly(fields: Fields, checks: Readonly<Record<string, Check>>): boolean {
  return Object.entries(checks).every(([name, check]) => fields[name] === undefined || check(fields[name]));
}

const of =
  (checks: Readonly<Record<string, Check>>) =>
  (body: unknown): boolean =>
    isObject(body) && hasOnly(body as Fields, checks);

/** CCR-10, CCR-12. */
export const isInstanceWork = of(INSTANCE_WORK);
/** CCR-21. */
export const isBindingWork = of(BINDING_WORK);
/** CCR-13, CCR-26. */
export const isDeletion = of(DELETION);
/** CCR-30. */
export const isInstance = of(INSTANCE);
/** CCR-01. */
export const isAnyObject = of({});

/** CCR-40. */
export function isLastOperation(body: unknown): boolean {
  return isAnyObject(body) && ['in progress', 'succeeded', 'failed'].includes((body as { state: string }).state);
}

/** CCR-20, CCR-23 … CCR-25: of a bind that was answered with all there is. */
export function isBinding(body: unknown, { requires }: Offering): boolean {
  if (!isAnyObject(body)) return false;
  const { credentials, syslog_drain_url: drain, volume_mounts: mounts, route_service_url: route } = body as Fields;
  return (
    (isAbsent(credentials) || isObject(credentials)) &&
    (isAbsent(route) || isRoute(route)) &&
    isRequired(requires, 'syslog_drain', drain, isText) &&
    isRequired(requires, 'volume_mount', mounts, areMounts)
  );
}

/** CCR-31: of one that is read. */
export function isReadBinding(body: unknown): boolean {
  if (!isAnyObject(body)) return false;
  const { volume_mounts: mounts, ...others } = body as Fields;
  return (
    hasOnly(others, {
      parameters: isObject,
      credentials: isObject,
      syslog_drain_url: isText,
      route_service_url: isText,
    }) &&
    (mounts === undefined || (areMounts(mounts) && (mounts as readonly Fields[]).every(({ mode }) => isMode(mode))))
  );
}

function isRequired(requires: readonly string[], word: string, value: unknown, check: Check): boolean {
  return isAbsent(value) || (requires.includes(word) && check(value));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isMode(value: unknown): boolean {
  return value === 'r' || value === 'rw';
}

function isRoute(value: unknown): boolean {
  return typeof value === 'string' && /^https:\/\/[^./?#][^/?#]*/.test(value);
}

function areMounts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isMount);
}

function isMount(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { device, ...fields } = value as Fields;
  const { volume_id: volumeId, mount_config: config } = (isObject(device) ? device : {}) as Fields;
  return (
    ['driver', 'container_dir', 'mode', 'device_type'].every((name) => isFilled(fields[name])) &&
    isFilled(volumeId) &&
    (isAbsent(config) || isObject(config))
  );
}
