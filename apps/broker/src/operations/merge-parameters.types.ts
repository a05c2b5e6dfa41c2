type Parameters = Readonly<Record<string, unknown>>;

/** What is not named keeps its value, and `null` takes a parameter away (UPD-04, UPD-05). */
export function mergeParameters(present: Parameters, given: Parameters): Parameters {
  return Object.fromEntries(Object.entries({ ...present, ...given }).filter(([, value]) => value !== null));
}
