import type { Answered } from '../../../../client/index.js';
import { kinds } from '../kinds.js';
import type { SearchQuery } from '../search.gql.js';

/** The feeds known before and those that an answer tells of, in the order of their names: a search can be restricted to them. */
export function knownFeeds(
  before: readonly string[],
  { data }: Pick<Answered<SearchQuery>, 'data'>,
): readonly string[] {
  const { search } = data;
  const told = [
    ...kinds.flatMap((kind) => search?.[kind]?.feeds ?? []),
    ...(search?.lists ?? []).flatMap(({ source }) => source ?? []),
  ];
  return [...new Set([...before, ...told])].sort();
}
