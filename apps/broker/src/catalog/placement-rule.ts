import { HOST_LABEL_NAME, HOST_LABEL_VALUE, MOST_HOST_LABELS } from '#agent-protocol';
import { both, mapOf, match, object, rule, type ValueRule } from './value-rules.js';

/** As agents may say them (`serviceagent.labels`); others would match no host. */
const hostLabels = both(
  mapOf(match(HOST_LABEL_VALUE, 'text of up to 63 letters, digits, ".", "_", "/" and "-"')),
  rule((value) => Object.keys(value as object).length <= MOST_HOST_LABELS, `at most ${MOST_HOST_LABELS} labels`, {
    maxProperties: MOST_HOST_LABELS,
  }),
  rule(
    (value) => Object.keys(value as object).every((name) => HOST_LABEL_NAME.test(name)),
    'names of 1 to 63 letters, digits, ".", "_", "/" and "-", with a letter or digit at both ends',
  ),
);

/** What a definition says of the hosts of its instances. */
export const placementRule: ValueRule = object({ hostLabels });
