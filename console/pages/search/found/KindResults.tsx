import type { Answered } from '../../../../client/index.js';
import { numberWords } from '../../../parts/words.js';
import { searchTexts as texts } from '../../../texts/search.js';
import { type Kind, type Way, ways } from '../kinds.js';
import type { AskedSearch } from '../Results.js';
import type { SearchQuery } from '../search.gql.js';
import { searchedKind } from '../searched/coverage.js';
import { RowsTable } from './RowsTable.js';

interface KindProps {
  readonly kind: Kind;
  readonly answer: Answered<SearchQuery>;
  readonly asked: AskedSearch;
}

/** What was found of one kind: what the text names, what is near, candidates, what has the words; told apart. */
export function KindResults(props: KindProps) {
  const { kind, answer } = props;
  const searched = searchedKind(answer, kind);
  return (
    <section className="kind" aria-label={texts.kinds[kind]}>
      <h2>{texts.kinds[kind]}</h2>
      {ways.map((way) => {
        const rows = searched?.[way] ?? [];
        if (rows.length === 0) return null;
        return <RowsTable key={way} {...props} way={way} title={titleOf(props, way, rows.length)} rows={rows.length} />;
      })}
    </section>
  );
}

function titleOf({ kind, answer }: Pick<KindProps, 'kind' | 'answer'>, way: Way, listed: number): string {
  const title = wayWords(kind, way, answer);
  const count = way === 'words' ? wordsCountOf(answer.data.search?.[kind]) : undefined;
  const all = count?.number ?? count?.atLeast;
  if (typeof all !== 'number' || all <= listed) return texts.more.count(title, listed);
  return texts.more.total(
    title,
    listed,
    count?.number === null ? texts.more.atLeast(numberWords(all)) : numberWords(all),
  );
}

function wayWords(kind: Kind, way: Way, { data: { search } }: Answered<SearchQuery>): string {
  if (way === 'similar' && kind === 'incidents') return texts.similarOfVessels;
  const km = kind === 'incidents' ? search?.incidents?.nearKm : search?.seizures?.nearKm;
  return way === 'near' && km ? texts.nearKm(numberWords(km)) : texts.ways[way];
}

/** How many have the words; undefined where the kind is not searched so, or nothing is known. */
function wordsCountOf(of: object | null | undefined) {
  return (of as { readonly wordsCount?: { number: number | null; atLeast: number | null } | null } | undefined)
    ?.wordsCount;
}
