/** Ids as in the original: the service's is its name, the plan's is `<service>_<plan>`. */
export function toPlanId(serviceName: string, planName: string): string {
  return `${serviceName}_${planName}`;
}
