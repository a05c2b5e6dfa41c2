import { WorkFailedError } from '../operations.errors.js';

const LONGEST = 2_048;
/** What a browser may be sent to; `javascript:` and its like run in the page that shows the link. */
const WEB_ADDRESS = /^https?:\/\//i;

/**
 * `/provision`'s `dashboard_url`, which platforms show as a link. Code in a container is nobody's friend, so it is `http:` or
 * `https:` (T27). Throws `WorkFailedError` when it is anything else, or longer than platforms keep.
 */
export function readDashboardUrl(output: Readonly<Record<string, unknown>>): string | undefined {
  const url = output['dashboard_url'];
  if (url === undefined || url === null || url === '') return undefined;
  if (typeof url !== 'string' || !WEB_ADDRESS.test(url) || /[\p{Cc}\s]/u.test(url))
    throw new WorkFailedError("The service's /provision script printed no usable dashboard_url.");
  return checkDashboardLength(url);
}

/** Once more when its placeholders are filled: a host's name may be long, and stand there often. */
export function checkDashboardLength(url: string): string {
  if (url.length > LONGEST) throw new WorkFailedError("The service's dashboard_url is longer than 2048 characters.");
  return url;
}
