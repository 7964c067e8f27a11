import type { Policy } from '../../../policy/policy.js';
import { reaches } from '../../../policy/predicate.js';
import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import { sqlText } from '../../../policy/rows/sqlText.js';
import { type Category, type Effect, type RequestFacts, rank, type SqlFragment } from '../../../policy/types.js';

/** The effect's rank on the row, or on a link that stands in it, 0 to 3, in SQL: what `decide` is compared with. */
export function effectSql(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  alias: string,
  link: LinkColumns | null = null,
): SqlFragment {
  const when = (effect: Effect): SqlFragment => {
    const digit: SqlFragment = { strings: [String(rank[effect])], values: [] };
    return sqlText`when ${reaches(policy, facts, category, { alias, link }, effect)} then ${digit} `;
  };
  return sqlText`case ${when('FULL')}${when('MASKED')}${when('HIT')}else 0 end`;
}
