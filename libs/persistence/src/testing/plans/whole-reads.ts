/** Tables that are read wholly, since they do not grow with what platforms order. */
export const SMALL_TABLES: Readonly<Record<string, string>> = {
  catalog: 'one row',
  installation: 'one row',
  key_canary: 'a row for each key',
  service_plan: 'what the operator offers',
  plan_lock: 'a row for each plan with a limit',
  registry_login: 'what the operator has entered',
  host_certificate: 'a row for each host',
  docker_host: 'a row for each host: to be counted and watched, all are looked at',
  image_pull: 'a row for each host and image ahead: what is wanted is compared with all of them',
  access_token: 'what administrators have made, one for each host at most and some more',
  host_lock: 'a row for each host',
  orphan: 'what is listed are all of them',
};

/** Reads of tables that grow, all of them, and why that is right. */
export const WHOLE_READS: readonly { readonly of: RegExp; readonly why: string }[] = [
  {
    of: /(COUNT\(\*\)|SUM\(.*(memory_bytes|house_key)).* GROUP BY .*host_id/is,
    why: 'all hosts at once, from an index alone: candidates, shared by the orders of a second, and what operators list',
  },
  {
    of: /ORDER BY .*created_at.* DESC, .* DESC LIMIT \d+$/is,
    why: 'a page of the newest: read from the end of an index until it is full',
  },
];
