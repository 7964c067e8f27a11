import { isObject } from '../../../schema/isObject.js';
import type { ResolverMap } from '../module.js';
import { type ListedRows, listedRows } from '../page/listed.js';
import type { Shapes } from '../shape.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { countRows } from './countRows.js';
import { facetsOfRows } from './facets.js';
import { histogramOfRows } from './histogram.js';
import { sumOfRows } from './sum.js';

/** A page, and the rows of which it is one. */
interface CountedPage {
  readonly [listedRows]: ListedRows;
}

const resolvers = {
  totalCount: counting(countRows),
  facets: counting(facetsOfRows),
  histogram: counting(histogramOfRows),
  sum: counting(sumOfRows),
};

/** The kit's own resolvers of what is counted of a connection, for every connection that has such fields. */
export function countingResolvers(shapes: Shapes): ResolverMap {
  const connections = [...shapes.values()].filter(({ name }) => name.endsWith('Connection'));
  return Object.fromEntries(
    connections.map(({ name, fields }) => [
      name,
      Object.fromEntries(Object.entries(resolvers).filter(([field]) => fields.has(field))),
    ]),
  );
}

function counting<Args>(count: (session: SourceSession, rows: ListedRows, args: Args) => Promise<object>) {
  return async (page: CountedPage, args: Args, { session }: SourceContext): Promise<unknown> =>
    structured(await count(session, page[listedRows], args));
}

/** What was counted, whose values are public by the category of what it was counted by: marked as such, part by part. */
function structured(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structured);
  if (!isObject(value)) return value;
  return structure(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, structured(member)])));
}
