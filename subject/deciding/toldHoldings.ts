import { badUserInput } from '../../schema/errors.js';
import type { SubjectDatum, WholeAnswer } from '../answer.js';
import type { Draft, Exception } from '../draft/shape.js';
import type { LeftOutRecord, StatedGround, WhyLeftOut } from '../leftOut.js';
import { assertCopied } from './copied.js';
import { groundOf, noGround } from './grounds.js';
import type { PairedHolding } from './paired.js';

/** A record or link of which something is told. */
export interface ToldHolding extends PairedHolding {
  readonly told: readonly SubjectDatum[];
}

/** What of the person's records is told, and what is not. */
export interface ToldHoldings {
  readonly told: readonly ToldHolding[];
  readonly leftOut: readonly LeftOutRecord[];
}

/** Why one value is not told: the place of what the officer said, or that its category is not told by default. */
interface Silence {
  readonly why: WhyLeftOut;
  readonly exception: Exception;
  readonly at: string;
}

/**
 * What is told of the person's own records and links: what the matrix marks, but for what the officer left out.
 *
 * @throws BAD_USER_INPUT for a ground that does not hold, words that are not there, and where nothing says why data of categories that
 *   are not told by default stay out
 */
export function toldHoldings(draft: Draft, own: readonly PairedHolding[]): ToldHoldings {
  const results = own.map((paired) => decideHolding(draft, paired));
  return {
    told: results.flatMap(({ told }) => (told.told.length > 0 || told.choice.copied.length > 0 ? [told] : [])),
    leftOut: results.flatMap(({ leftOut }) => leftOut),
  };
}

/** A record or link as one that is not in the letter, for one reason. */
export function leftOutRecord(
  { source, holding }: PairedHolding,
  why: WhyLeftOut,
  ground: StatedGround = noGround,
  data: readonly SubjectDatum[] = holding.data,
): LeftOutRecord {
  const { id, type, recordId } = holding;
  const categories = [...new Set(data.map(({ category }) => category))].sort();
  return { source, holding: id, type, recordId, categories, paths: data.map(({ path }) => path), why, ...ground };
}

function decideHolding(draft: Draft, paired: PairedHolding): { told: ToldHolding; leftOut: LeftOutRecord[] } {
  const { holding, choice, at } = paired;
  const { answer } = draft;
  const silences = holding.data.map((datum, index) => silenceOf(draft, paired, datum, index));
  const told = holding.data.filter((_, index) => silences[index] === null);
  assertCopied(
    paired,
    holding.data.filter((_, index) => silences[index]?.why === 'NOT_TOLD_BY_DEFAULT'),
  );
  const groups = new Map<string, { silence: Silence; data: SubjectDatum[] }>();
  holding.data.forEach((datum, index) => {
    const silence = silences[index];
    if (!silence) return;
    const key = JSON.stringify([silence.why, silence.exception]);
    const group = groups.get(key) ?? { silence, data: [] };
    // Why checked for each: a ground holds under the regime of the datum's own category.
    groundOf(answer, silence.exception, silence.why === 'GROUND' ? [datum.category] : [], silence.at);
    group.data.push(datum);
    groups.set(key, group);
  });
  // A record of which there is no datum is there all the same.
  if (holding.data.length === 0) {
    const silence = choice.leaveOut ? groundSilence(choice.leaveOut, at) : byDefault(draft, at);
    groups.set('', { silence, data: [] });
  }
  const leftOut = [...groups.values()].map(({ silence, data }) => {
    const categories = silence.why === 'GROUND' ? data.map(({ category }) => category) : [];
    return leftOutRecord(paired, silence.why, groundOf(answer, silence.exception, categories, silence.at), data);
  });
  return { told: { ...paired, told }, leftOut };
}

function silenceOf(draft: Draft, paired: PairedHolding, { category }: SubjectDatum, index: number): Silence | null {
  const { choice, at } = paired;
  const own = choice.data[index]?.leaveOut;
  if (choice.leaveOut) return groundSilence(choice.leaveOut, at);
  if (own) return groundSilence(own, `${at}.data[${index}]`);
  return isTold(draft.answer, category) ? null : byDefault(draft, `${at}.data[${index}]`);
}

function groundSilence(exception: Exception, at: string): Silence {
  return { why: 'GROUND', exception, at: `${at}.leaveOut` };
}

function byDefault({ notTold }: Draft, at: string): Silence {
  if (notTold) return { why: 'NOT_TOLD_BY_DEFAULT', exception: notTold, at: 'notTold' };
  throw badUserInput(`${at} is of a category that is not told by default, and nothing says why it stays out.`, {
    at: 'notTold',
    hint: 'State notTold: { ground, reason } for all of them; the reasons of a restriction are documented (Directive (EU) 2016/680, Article 15(4)).',
  });
}

/** The categories of what is told of a record: of its values, and of those that words were copied out of. */
export function toldCategories({ told, choice, holding }: ToldHolding): string[] {
  const copied = new Set(choice.copied.map(({ path }) => path));
  const extracts = holding.data.filter(({ path }) => copied.has(path));
  return [...new Set([...told, ...extracts].map(({ category }) => category))];
}

/** Whether a category is in a letter where nobody says otherwise; one that the answer does not name is not. */
export function isTold({ categories }: WholeAnswer, category: string): boolean {
  return categories.find((each) => each.category === category)?.told ?? false;
}
