import type { Agency, Policy, SubjectRegime } from '../policy.js';
import type { Both } from '../space/requests.js';

/** The law under which an agency answers persons, a sentence for each regime; empty where it answers none. */
export function regimesInWords({ id, subjectRequests }: Agency): readonly string[] {
  return subjectRequests.map((regime) => `${id} answers persons about ${regime.groups.join(', ')} ${inWords(regime)}.`);
}

function inWords({ regime, answerWithinDays, grounds, authority, approval }: SubjectRegime): string {
  const out = grounds.map(({ code, article }) => `${code} (${article})`).join(', ');
  const by = approval === 'PROPOSAL' ? 'a proposal' : `approved by ${approval.by}`;
  return `under ${regime}, within ${answerWithinDays} days, leaving out for ${out}; complaints to ${authority.name}, ${authority.contact}; ${by}`;
}

/** What differs in whom agencies answer and what the letter to a person has. */
export function ofSubjectRequests([before, after]: Both<Policy>): Readonly<
  Record<'gains' | 'losses' | 'also', readonly string[]>
> {
  const told = ({ categories }: Policy): readonly string[] =>
    Object.values(categories).flatMap(({ category, subjectAccess }) => (subjectAccess ? [category] : []));
  const [was, is] = [told(before), told(after)];
  const letter = 'in the letter to a person who asks, unless it is left out';
  const sentences = ({ agencies }: Policy): readonly string[] => Object.values(agencies).flatMap(regimesInWords);
  const [old, now] = [sentences(before), sentences(after)];
  return {
    gains: is.filter((category) => !was.includes(category)).map((category) => `${category} is ${letter}.`),
    losses: was.filter((category) => !is.includes(category)).map((category) => `${category} is no longer ${letter}.`),
    also: [
      ...old.filter((sentence) => !now.includes(sentence)).map((sentence) => `No longer: ${sentence}`),
      ...now.filter((sentence) => !old.includes(sentence)),
    ],
  };
}
