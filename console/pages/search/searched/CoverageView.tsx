import type { Answered } from '../../../../client/index.js';
import { ageWords } from '../../../parts/age.js';
import { Cell } from '../../../parts/Cell.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
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
  const titles = (['exact', 'hits', ...shown] as const).map((each) => texts[each].title);
  return (
    <section className="coverage">
      <h2>{texts.heading}</h2>
      <ReadTable caption={texts.heading} heads={[texts.kind, { number: texts.found }, ...titles, texts.feeds]}>
        <tbody>
          {rows.map((row) => (
            <KindRow key={row.kind} row={row} shown={shown} />
          ))}
        </tbody>
      </ReadTable>
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
  const { heading, none, feed, loaded, age, records } = searchTexts.lists;
  const lists = answer.data.search?.lists ?? [];
  return (
    <>
      <h2>{heading}</h2>
      {lists.length === 0 ? (
        <p className="small">{none}</p>
      ) : (
        <ReadTable caption={heading} className="lists" heads={[feed, loaded, { number: age }, { number: records }]}>
          <tbody>
            {lists.map(({ source }, at) => {
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
                  <th scope="row">{cell('source', feed)}</th>
                  <td>{cell('loadedAt', loaded)}</td>
                  <td className="number">{cell('ageSeconds', age, (seconds) => ageWords(Number(seconds)))}</td>
                  <td className="number">{cell('records', records)}</td>
                </tr>
              );
            })}
          </tbody>
        </ReadTable>
      )}
    </>
  );
}
