import { WorkFailedError } from '../operations.errors.js';

const LONGEST = 2_048;

/** `/provision`'s `dashboard_url`. Throws `WorkFailedError` when it is no text, or longer than platforms keep. */
export function readDashboardUrl(output: Readonly<Record<string, unknown>>): string | undefined {
  const url = output['dashboard_url'];
  if (url === undefined || url === null || url === '') return undefined;
  if (typeof url !== 'string' || url.length > LONGEST)
    throw new WorkFailedError("The service's /provision script printed no usable dashboard_url.");
  return url;
}
