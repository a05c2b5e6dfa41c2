/** For PUT and PATCH alike: what to do about it is the platform's operator's to know. */
export function describeConflict(offered: string | undefined): string {
  const now = offered === undefined ? 'has no version' : `is at version ${offered}`;
  return `The plan ${now} by now. Have the platform read the catalog again (cf update-service-broker).`;
}
