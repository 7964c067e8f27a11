import type { Answered } from '../../../client/index.js';
import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { ReadTable } from '../../parts/table/ReadTable.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { constantWords } from '../../parts/words.js';
import { viewTexts } from '../../texts/view.js';
import { EffectMark } from './EffectMark.js';
import { groupCategories } from './fields.js';
import { View, type ViewQuery } from './view.gql.js';

const { who, kinds, access: texts } = viewTexts;

/** Who the gateway takes one for, and what one may see of each category. */
export function OwnAccess() {
  return (
    <AnswerView asked={useAnswer(View, {})}>
      {(answer) => (
        <>
          <Who answer={answer} />
          <Categories answer={answer} />
        </>
      )}
    </AnswerView>
  );
}

function Who({ answer }: { readonly answer: Answered<ViewQuery> }) {
  if (!answer.data.viewer) return null;
  const words = (value: unknown) => <bdi>{constantWords(String(value))}</bdi>;
  const rows = [
    { name: 'subject' },
    { name: 'agency', path: ['agency', 'id'] },
    { name: 'kind', show: (value: unknown) => <bdi>{kinds[String(value)] ?? String(value)}</bdi> },
    { name: 'country' },
    { name: 'role', show: words },
    { name: 'clearance', show: words },
    { name: 'purpose', show: words },
    { name: 'caseReference' },
  ] as const;
  return (
    <dl className="fields own-facts">
      {rows.map((row) => (
        <div key={row.name}>
          <dt>{who[row.name]}</dt>
          <dd>
            <Cell
              answer={answer}
              path={['viewer', ...('path' in row ? row.path : [row.name])]}
              field={who[row.name]}
              {...('show' in row ? { children: row.show } : {})}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Categories({ answer }: { readonly answer: Answered<ViewQuery> }) {
  const categories = answer.data.viewer?.access;
  if (!categories) return <Cell answer={answer} path={['viewer', 'access']} field={texts.caption} />;
  return (
    <>
      <p className="small">{texts.legend}</p>
      <ReadTable
        caption={texts.caption}
        className="access"
        heads={[texts.category, texts.most, texts.least, texts.words, texts.legalBasis]}
      >
        {groupCategories(categories.map(({ category }) => category)).map(({ group, places }) => (
          <tbody key={group}>
            {places.map((place) => {
              const row = categories[place];
              if (!row) return null;
              return (
                <tr key={row.category}>
                  <th scope="row">
                    <span className="category">{row.category}</span>
                    <span className="small">{row.meaning}</span>
                  </th>
                  <td>
                    <EffectMark of={row.most} />
                  </td>
                  <td>
                    <EffectMark of={row.least} />
                  </td>
                  <td>
                    {row.words} {row.reason && <span className="small">{texts.why(row.reason)}</span>}
                  </td>
                  <td className="small">{row.legalBasis}</td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </ReadTable>
    </>
  );
}
