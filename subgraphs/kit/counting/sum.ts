import { badUserInput } from '../../../schema/errors.js';
import type { Grouping } from '../../../storage/cube/grouping.js';
import { sql } from '../../../storage/kysely.js';
import type { ListedRows } from '../page/listed.js';
import type { SourceSession } from '../sourceSession.js';
import type { Count } from './countRows.js';
import { categoryOf, countedBy } from './facets.js';
import { groupRows } from './groupRows.js';

/** How much there is in a list in all. */
export interface Sum {
  readonly parts: readonly SumPart[];
  /** Whether there are further parts, which are not summed. */
  readonly more: boolean;
  readonly none: Count | null;
  readonly notShown: Count | null;
}

interface SumPart {
  readonly value: string | null;
  readonly unit: string | null;
  /** To three significant digits; null of ten rows or fewer. */
  readonly sum: number | null;
  readonly count: Count;
}

const MAX_PARTS = 100;

/** A sum of so few rows, or fewer, is not told: it would be nearly the amount of each. */
const tooFew = 10;

/** Between the value and the unit of a group: no text of a record has it. */
const between = '\u001f';

/** What is grouped by a value and by a unit at once, by both. */
const joined = new WeakMap<Grouping, WeakMap<Grouping, Grouping>>();

/**
 * How much there is in a list in all, by unit, and by the values of a datum where that is asked for, for this viewer. Throws
 * BAD_USER_INPUT where what is summed does not belong to the rows that have the value.
 */
export async function sumOfRows(
  session: SourceSession,
  rows: ListedRows,
  { of, by }: { readonly of: string; readonly by?: string | null },
): Promise<Sum> {
  const { listing } = rows;
  const amounts = countedBy(listing.sums, of);
  const facet = by == null ? null : countedBy(listing.facets, by);
  const grouping = facet === null ? amounts : join(amounts, facet);
  if (grouping === null) throw badUserInput(`${of} is not summed by ${by}: each row has several of both.`);
  const categories = [
    categoryOf(session, listing, 'Sum', of),
    ...(by == null ? [] : [categoryOf(session, listing, 'Facet', by)]),
  ];
  const grouped = { grouping, categories, name: `sum ${of} ${by ?? ''}` };
  const { groups, ...others } = await groupRows(session, rows, grouped, MAX_PARTS);
  const parts = groups.map(({ value: text, count, amount }): SumPart => {
    const [unit = '', value = null] = text.split(between).reverse();
    const isTold = amount !== null && count.number !== null && count.number > tooFew;
    return { value, unit: unit === '' ? null : unit, sum: isTold ? Number(amount.toPrecision(3)) : null, count };
  });
  return { parts, ...others };
}

/** Null where an amount would be summed several times: that of a row for each of its items, or of items for those of another list. */
function join(amounts: Grouping, facet: Grouping): Grouping | null {
  const ofSame = !facet.items || facet.items === amounts.items || (facet.items.isList && !amounts.items);
  if (!ofSame) return null;
  const known = joined.get(amounts)?.get(facet);
  if (known) return known;
  const items = facet.items ?? amounts.items;
  const made: Grouping = {
    value: sql<string | null>`(${facet.value} || ${sql.raw(`U&'\\001F'`)} || ${amounts.value})`,
    ...(amounts.amount ? { amount: amounts.amount } : {}),
    ...(items ? { items } : {}),
  };
  const ofAmounts = joined.get(amounts) ?? new WeakMap<Grouping, Grouping>();
  joined.set(amounts, ofAmounts.set(facet, made));
  return made;
}
