import { badUserInput } from '../../schema/errors.js';
import type { WholeAnswer } from '../answer.js';
import type { Exception } from '../draft/shape.js';
import type { StatedGround } from '../leftOut.js';

/** In place of a ground where none is needed. */
export const noGround: StatedGround = { ground: null, article: null, reason: null };

/**
 * A stated ground with its article.
 *
 * @param categories what is left out; of what belongs to no category, or to one without a regime, any regime's grounds hold
 * @throws BAD_USER_INPUT for a ground that no regime of these categories has
 */
export function groundOf(
  answer: WholeAnswer,
  { ground, reason }: Exception,
  categories: readonly string[],
  at: string,
): StatedGround {
  const groups = new Set(
    answer.categories.filter((each) => categories.includes(each.category)).map(({ group }) => group),
  );
  // Why: what stands on each record, such as its handling, is of a group for which no regime is.
  const own = answer.regimes.filter((regime) => regime.groups.some((group) => groups.has(group)));
  const regimes = own.length > 0 ? own : answer.regimes;
  const grounds = regimes.flatMap((regime) => regime.grounds);
  const found = grounds.find(({ code }) => code === ground);
  if (found) return { ground, article: found.article, reason };
  throw badUserInput(`${at}.ground is no ground of the regime that holds there.`, {
    at: `${at}.ground`,
    hint: `One of: ${[...new Set(grounds.map(({ code }) => code))].join(', ') || 'none; agencies.yaml states them'}.`,
  });
}

/** The code of a ground must be stated by each regime. @throws BAD_USER_INPUT where told data have no regime */
export function assertRegimes(answer: WholeAnswer, categories: readonly string[]): void {
  const groups = new Set(answer.regimes.flatMap((regime) => regime.groups));
  const lawless = answer.categories.find((each) => categories.includes(each.category) && !groups.has(each.group));
  if (!lawless) return;
  throw badUserInput(`No regime of the agency is for the group ${lawless.group}, so nothing of it can be answered.`, {
    at: 'answer.regimes',
    hint: 'Add the group to a regime of subjectRequests in agencies.yaml, and ask again.',
  });
}
