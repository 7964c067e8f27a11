import type { Answered } from '../../../../client/index.js';
import { Cell } from '../../../parts/Cell.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { constantWords } from '../../../parts/words.js';
import { searchTexts } from '../../../texts/search.js';
import type { SearchQuery } from '../search.gql.js';

const texts = searchTexts.how;

/** How it was searched, folded on the screen and printed: versions, the least score, the categories that were compared. */
export function HowSearched({ answer }: { readonly answer: Answered<SearchQuery> }) {
  if (!answer.data.matching) return null;
  return (
    <>
      <details className="how not-print">
        <summary>{texts.heading}</summary>
        <How answer={answer} />
      </details>
      <div className="only-print">
        <h2>{texts.heading}</h2>
        <How answer={answer} />
      </div>
    </>
  );
}

function How({ answer }: { readonly answer: Answered<SearchQuery> }) {
  const { matching, search } = answer.data;
  const cell = (name: string, title: string) => <Cell answer={answer} path={['matching', name]} field={title} />;
  return (
    <>
      <dl className="fields">
        <dt>{texts.at}</dt>
        <dd>{cell('at', texts.at)}</dd>
        <dt>{texts.clearance}</dt>
        <dd>{matching?.clearance ? constantWords(matching.clearance) : cell('clearance', texts.clearance)}</dd>
        <dt>{texts.cutOff}</dt>
        <dd>{search?.persons?.cutOff?.toFixed(2)}</dd>
        <dt>{texts.matcher}</dt>
        <dd>{cell('matcherVersion', texts.matcher)}</dd>
        <dt>{texts.policy}</dt>
        <dd className="code policy">{cell('policyVersion', texts.policy)}</dd>
      </dl>
      <Compared answer={answer} />
    </>
  );
}

function Compared({ answer }: { readonly answer: Answered<SearchQuery> }) {
  const compared = answer.data.matching?.compared ?? [];
  if (compared.length === 0) return null;
  const words = (effect: string | null | undefined) => texts.effects[effect ?? ''] ?? effect ?? '';
  return (
    <ReadTable caption={texts.compared} isTitled heads={[texts.category, texts.isCompared, texts.effect]}>
      <tbody>
        {compared.map(({ category, most, least }) => (
          <tr key={category}>
            <th scope="row" className="code">
              {category}
            </th>
            <td>{texts.comparedIf[most !== 'FULL' ? 'no' : least === 'FULL' ? 'yes' : 'some']}</td>
            <td>{texts.between(words(most), words(least))}</td>
          </tr>
        ))}
      </tbody>
    </ReadTable>
  );
}
