const NAMED =
  /\b(?:FROM|JOIN|UPDATE|INTO)\s+["`]?(\w+)["`]?(?:\s+(?:AS\s+)?(?!SET\b|WHERE\b|ON\b|INNER\b|LEFT\b|ORDER\b)["`]?(\w+)["`]?)?/gi;

/** The tables of a statement by the names that its plan calls them. */
export function tablesOf(sql: string): ReadonlyMap<string, string> {
  return new Map([...sql.matchAll(NAMED)].map(([, table = '', alias = table]) => [alias, table]));
}
