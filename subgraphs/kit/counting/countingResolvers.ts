import type { ResolverMap } from '../module.js';
import { type ListedRows, listedRows } from '../page/listed.js';
import type { Shapes } from '../shape.js';
import type { SourceContext } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { type Count, countRows } from './countRows.js';
import { facetsOfRows } from './facets.js';

/** A page, and the rows of which it is one. */
interface CountedPage {
  readonly [listedRows]: ListedRows;
}

/** The kit's own resolvers of what is counted of a connection, for every connection that the SDL counts. */
export function countingResolvers(shapes: Shapes): ResolverMap {
  const counted = [...shapes.values()].filter(({ fields }) => fields.get('totalCount')?.named === 'Count');
  return Object.fromEntries(
    counted.map(({ name, fields }) => [name, { totalCount, ...(fields.has('facets') ? { facets } : {}) }]),
  );
}

async function totalCount(page: CountedPage, _: unknown, { session }: SourceContext): Promise<object> {
  return structure(await countRows(session, page[listedRows]));
}

async function facets(
  page: CountedPage,
  asked: Parameters<typeof facetsOfRows>[2],
  { session }: SourceContext,
): Promise<object> {
  const { buckets, more, none, notShown } = await facetsOfRows(session, page[listedRows], asked);
  const shown = (count: Count | null) => count && structure({ ...count });
  return structure({
    buckets: buckets.map(({ value, count }) => structure({ value, count: shown(count) })),
    more,
    none: shown(none),
    notShown: shown(notShown),
  });
}
