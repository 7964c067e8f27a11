import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { Wide } from '../../parts/Wide.js';
import { auditTexts } from '../../texts/audit.js';
import { Tried as TriedRecords } from './asking/questions.gql.js';

const texts = auditTexts.tried;
const columns = ['month', 'originator', 'agency', 'times'] as const;

/** How often agencies tried records that they may not see. */
export function Tried() {
  return (
    <>
      <p>{texts.about}</p>
      <p>{texts.enumerations}</p>
      <AnswerView asked={useAnswer(TriedRecords, {})}>
        {(answer) => {
          const rows = answer.data.triedRecords;
          if (!rows) return <Cell answer={answer} path={['triedRecords']} field={texts.caption} />;
          if (rows.length === 0) return <p>{texts.none}</p>;
          return (
            <Wide label={texts.caption}>
              <table>
                <caption className="only-read">{texts.caption}</caption>
                <thead>
                  <tr>
                    {columns.map((name) => (
                      <th key={name} scope="col" className={name === 'times' ? 'number' : undefined}>
                        {texts[name]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ id }, at) => (
                    <tr key={id}>
                      {columns.map((name) => (
                        <td key={name} className={name === 'times' ? 'number' : undefined}>
                          <Cell answer={answer} path={['triedRecords', at, name]} field={texts[name]} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
          );
        }}
      </AnswerView>
    </>
  );
}
