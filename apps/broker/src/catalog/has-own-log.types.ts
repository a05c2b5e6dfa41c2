interface Tenancy {
  readonly containerName: string;
  readonly numInstances: number;
}

/** Whether an instance of such a plan has its container for itself: only then is the log its own. */
export function hasOwnLog({ containerName, numInstances }: Tenancy): boolean {
  return containerName === '' && numInstances <= 1;
}
