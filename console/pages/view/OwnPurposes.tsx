import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { ReadTable } from '../../parts/table/ReadTable.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { constantWords } from '../../parts/words.js';
import { useSession } from '../../shell/session.js';
import { viewTexts } from '../../texts/view.js';
import { Purposes } from './view.gql.js';

const texts = viewTexts.purposes;

/** Purposes that one may state, and what each demands. */
export function OwnPurposes() {
  const asked = useAnswer(Purposes, {});
  const { statement } = useSession();
  return (
    <AnswerView asked={asked}>
      {(answer) => {
        const purposes = answer.data.viewer?.allowedPurposes;
        if (!purposes) return <Cell answer={answer} path={['viewer', 'allowedPurposes']} field={texts.caption} />;
        return (
          <ReadTable caption={texts.caption} className="purposes" heads={[texts.purpose, texts.meaning, texts.demands]}>
            <tbody>
              {purposes.map(({ purpose, meaning, caseReferenceRequired, justificationRequired }) => (
                <tr key={purpose}>
                  <th scope="row">
                    {constantWords(purpose)} {purpose === statement.purpose && <span className="own">{texts.now}</span>}
                  </th>
                  <td>{meaning}</td>
                  <td>{demandsOf(caseReferenceRequired, justificationRequired)}</td>
                </tr>
              ))}
            </tbody>
          </ReadTable>
        );
      }}
    </AnswerView>
  );
}

function demandsOf(needsCase: boolean, needsReason: boolean): string {
  const demands = [...(needsCase ? [texts.caseReference] : []), ...(needsReason ? [texts.justification] : [])];
  return demands.length === 0 ? texts.nothing : demands.join(', ');
}
