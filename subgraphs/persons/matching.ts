import type { SearchedCategory, SearchedList, SearchTerms } from '../../auditlog/searched.js';
import { matcherVersion } from '../../matching/index.js';
import { bounds } from '../../policy/bounds.js';
import { instantAsShown } from '../../schema/scalars.js';
import { searcherOf } from '../kit/matching/certified.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { structure } from '../kit/wall/reference.js';
import { type LoadedRow, visibleLists } from './loadedRepository.js';
import { matchedKinds } from './matchedRepository.js';

const categories = [
  ...new Set(
    Object.values(matchedKinds).flatMap(({ category, data }) => [category, ...data.map((each) => each.category)]),
  ),
].sort();

/** The terms under which a request's questions by names are answered: read once, before anything is searched. */
export function searchTerms(
  session: SourceSession,
): Promise<SearchTerms & { readonly shown: readonly object[] | null }> {
  return session.once(searchTerms, '', async () => {
    const { policy, facts } = session;
    const boundsOf = bounds(policy, facts);
    const compared = categories.map((category): SearchedCategory => {
      const { ceiling, floor } = boundsOf(category);
      return { category, most: ceiling, least: floor };
    });
    const mayKnow = boundsOf(session.category('SearchedList.source')).ceiling === 'FULL';
    const shown = mayKnow ? (await visibleLists(session)).flatMap((row) => toList(session, row) ?? []) : null;
    return { matcherVersion, lists: shown?.map(toCertified) ?? null, compared, shown };
  });
}

/** `Query.matching`: the terms as the SDL shows them. */
export async function matching(session: SourceSession): Promise<object> {
  const { shown, compared } = await searchTerms(session);
  return structure({ ...searcherOf(session), matcherVersion, lists: shown, compared: compared.map(structure) });
}

function toList(session: SourceSession, row: LoadedRow): Partial<SearchedList> | null {
  return session.project('SearchedList', row, {
    source: row.feed,
    originator: row.env_originator,
    format: row.format,
    formatVersion: row.format_version,
    loadedAt: instantAsShown(row.loaded_at.toISOString()),
    records: row.records,
    sequence: row.sequence,
    fileHashes: row.file_hashes,
  });
}

/** Certifies what is shown: a member that is not lent is null. */
function toCertified(shown: Partial<SearchedList>): SearchedList {
  return {
    source: shown.source ?? null,
    originator: shown.originator ?? null,
    format: shown.format ?? null,
    formatVersion: shown.formatVersion ?? null,
    loadedAt: shown.loadedAt ?? null,
    records: shown.records ?? null,
    sequence: shown.sequence ?? null,
    fileHashes: shown.fileHashes ?? null,
  };
}
