import { leastOf } from '../../policy/rules/verdict.js';
import type { Decision, Effect } from '../../policy/types.js';
import type { Verdict } from '../../subgraphs/kit/wall/verdict.js';

/** A verdict that says of each category what the test wants, of no record. */
export function verdictSaying(effectOf: (category: string) => Effect): Verdict {
  const of = (category: string): Decision => ({ effect: effectOf(category), reason: null, rule: 'test' });
  return { of, decide: (guards) => leastOf({ of }, guards), envelopeVerdict: of, report: null, record: null };
}
