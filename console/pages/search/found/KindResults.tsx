import type { Answered } from '../../../../client/index.js';
import { Advice } from '../../../parts/table/Advice.js';
import { numberWords } from '../../../parts/words.js';
import { searchTexts as texts } from '../../../texts/search.js';
import type { AskedSearch } from '../asking/restriction.js';
import { type Kind, type Way, ways } from '../kinds.js';
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
      <Advice of={searched?.advice} />
      {ways.map((way) => {
        const rows = searched?.[way] ?? [];
        if (rows.length === 0) return null;
        return (
          <RowsTable
            key={way}
            {...props}
            way={way}
            title={texts.more.count(wayWords(kind, way, answer), rows.length)}
            rows={rows.length}
          />
        );
      })}
    </section>
  );
}

function wayWords(kind: Kind, way: Way, { data: { search } }: Answered<SearchQuery>): string {
  if (way === 'similar' && kind === 'incidents') return texts.similarOfVessels;
  const km = kind === 'incidents' ? search?.incidents?.nearKm : search?.seizures?.nearKm;
  return way === 'near' && km ? texts.nearKm(numberWords(km)) : texts.ways[way];
}
