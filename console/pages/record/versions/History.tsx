import { AnswerView } from '../../../parts/AnswerView.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { recordTexts } from '../../../texts/record.js';
import { furtherOrigin, furtherTerms } from '../kinds/terms.js';
import { sortFields } from '../plan.js';
import { SortedFields } from '../Values.js';
import { SourceText } from './SourceText.js';
import { Versions } from './Versions.js';
import { Conditions } from './versions.gql.js';

const texts = recordTexts.versions;

interface HistoryOf {
  readonly id: string;
  readonly type: string;
}

/** Where a record comes from in full, how it stands in its file, and what the source said before; each asked when it is opened. */
export function History({ id, type }: HistoryOf) {
  return (
    <>
      <Fold title={texts.conditions}>{() => <FurtherConditions id={id} type={type} />}</Fold>
      <Fold title={texts.now} note={texts.note}>
        {() => <SourceText id={id} />}
      </Fold>
      <Fold title={texts.heading} note={texts.note}>
        {() => <Versions id={id} type={type} />}
      </Fold>
    </>
  );
}

function FurtherConditions({ id, type }: HistoryOf) {
  const asked = useAnswer(Conditions, { id });
  return (
    <AnswerView asked={asked}>
      {(answer) => {
        const sorted = sortFields(answer, ['node'], type, [
          { as: 'object', name: 'handling', type: 'Handling', parts: furtherTerms.fields },
          { as: 'object', name: 'provenance', type: 'Provenance', parts: furtherOrigin.fields },
        ]);
        return <SortedFields answer={answer} page={id} sorted={sorted} />;
      }}
    </AnswerView>
  );
}
