import { type Draft, type SubjectAnswer, type SubjectSource, subjectSources } from '../../../../subject/index.js';

/** A draft where there is one, and how it is changed. */
export interface DraftOf {
  readonly draft: Draft | undefined;
  change(draft: Draft): void;
}

/** A record or link, as a source answered it. */
export type ShownHolding = NonNullable<NonNullable<NonNullable<SubjectAnswer[SubjectSource]>['found']>[number]>;

/** A ground on which something may be left out. */
export interface Ground {
  readonly code: string;
  readonly article: string;
  readonly words: string;
}

/**
 * The grounds of the regimes under which categories are answered, each once.
 *
 * @param categories absent: what is left out has none, and any regime's ground holds
 */
export function groundsFor({ answer }: Draft, categories?: readonly string[]): readonly Ground[] {
  const groups = new Set(answer.categories.flatMap((each) => (categories?.includes(each.category) ? each.group : [])));
  const regimes = answer.regimes.filter(
    (regime) => groups.size === 0 || regime.groups.some((group) => groups.has(group)),
  );
  const grounds = regimes.flatMap((regime) => regime.grounds);
  return [...new Map(grounds.map((ground) => [ground.code, ground])).values()];
}

/** Where the lines of a source begin among the recipients of a draft. */
export function recipientsBefore({ recipients }: Draft, source: SubjectSource): number {
  const before = subjectSources.slice(0, subjectSources.indexOf(source));
  return recipients.filter((each) => before.includes(each.source)).length;
}
