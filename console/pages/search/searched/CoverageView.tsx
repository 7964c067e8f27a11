import type { Answered } from '../../../../client/index.js';
import { ageWords } from '../../../parts/age.js';
import { Cell } from '../../../parts/Cell.js';
import { Wide } from '../../../parts/controls/Wide.js';
import { numberWords } from '../../../parts/words.js';
import { searchTexts } from '../../../texts/search.js';
import type { Way } from '../kinds.js';
import type { SearchQuery } from '../search.gql.js';

import type { Coverage, Reach } from './coverage.js';

const texts = searchTexts.coverage;

/** What was searched, kind by kind, and in which feeds: what an empty answer is worth. */
export function CoverageView(props: { readonly answer: Answered<SearchQuery>; readonly rows: readonly Coverage[] }) {
  const { answer, rows } = props;
  const shown = (['similar', 'words', 'near'] as const).filter(
    (way) => way !== 'near' || rows.some(({ reach }) => reach.near !== undefined && reach.near !== 'notAsked'),
  );
  return (
    <section className="coverage">
      <h2>{texts.heading}</h2>
      <Wide label={texts.heading}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.kind}</th>
              <th scope="col" className="number">
                {texts.found}
              </th>
              {(['exact', 'hits', ...shown] as const).map((each) => (
                <th key={each} scope="col">
                  {texts[each].title}
                </th>
              ))}
              <th scope="col">{texts.feeds}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <KindRow key={row.kind} row={row} shown={shown} />
            ))}
          </tbody>
        </table>
      </Wide>
      <Lists answer={answer} />
    </section>
  );
}

function KindRow({
  row,
  shown,
}: {
  readonly row: Coverage;
  readonly shown: readonly ('similar' | 'words' | 'near')[];
}) {
  const { kind, isAnswered, found, reach, lookedUp, refused, hitState, feeds } = row;
  const title = <th scope="row">{searchTexts.kinds[kind]}</th>;
  if (!isAnswered) {
    return (
      <tr>
        {title}
        <td className="number">{texts.noSuch}</td>
        <td colSpan={shown.length + 3} className="fault">
          {texts.unanswered}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      {title}
      <td className="number">{numberWords(Object.values(found).reduce((all, count) => all + count, 0))}</td>
      <td>
        <Reached way="exact" reach={reach.exact}>
          {formWords(lookedUp)}
        </Reached>
        {refused.length > 0 && <span className="limit refused">{texts.refused(formWords(refused))}</span>}
      </td>
      <td className={hitState === 'LIMITED' || hitState === 'UNAVAILABLE' ? 'fault' : undefined}>
        {hitState ? texts.hits[hitState] : texts.noSuch}
      </td>
      {shown.map((way) => (
        <td key={way}>
          <Reached way={way} reach={reach[way]} />
        </td>
      ))}
      <td>
        <bdi>{feeds === null ? texts.feedsUnknown : feeds.join(', ') || texts.feedsNone}</bdi>
      </td>
    </tr>
  );
}

const classOf: Readonly<Partial<Record<Reach, string>>> = {
  ...{ inPart: 'limit', notLent: 'limit' },
  ...{ noTime: 'fault', failed: 'fault' },
};

/** How far a way went; what lessens the worth of an empty answer stands out. */
function Reached(props: { readonly way: Way; readonly reach: Reach | undefined; readonly children?: string }) {
  const { way, reach, children = '' } = props;
  if (reach === undefined) return texts.noSuch;
  const words = texts[way][reach];
  return (
    <>
      {children}
      <span className={classOf[reach]}>{words}</span>
    </>
  );
}

function formWords(forms: readonly string[]): string {
  return forms.map((form) => searchTexts.forms[form] ?? form).join(', ');
}

function Lists({ answer }: { readonly answer: Answered<SearchQuery> }) {
  const { lists } = searchTexts;
  const loaded = answer.data.search?.lists ?? [];
  return (
    <>
      <h2>{lists.heading}</h2>
      {loaded.length === 0 ? (
        <p className="small">{lists.none}</p>
      ) : (
        <table className="lists">
          <thead>
            <tr>
              <th scope="col">{lists.feed}</th>
              <th scope="col">{lists.loaded}</th>
              <th scope="col" className="number">
                {lists.age}
              </th>
              <th scope="col" className="number">
                {lists.records}
              </th>
            </tr>
          </thead>
          <tbody>
            {loaded.map(({ source }, at) => {
              const cell = (name: string, title: string, write?: (value: unknown) => string) => (
                <Cell
                  answer={answer}
                  path={['search', 'lists', at, name]}
                  field={title}
                  {...(write && { children: write })}
                />
              );
              return (
                <tr key={source}>
                  <th scope="row">{cell('source', lists.feed)}</th>
                  <td>{cell('loadedAt', lists.loaded)}</td>
                  <td className="number">{cell('ageSeconds', lists.age, (seconds) => ageWords(Number(seconds)))}</td>
                  <td className="number">{cell('records', lists.records)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
