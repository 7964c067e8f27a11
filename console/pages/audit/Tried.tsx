import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { DataTable } from '../../parts/table/DataTable.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { auditTexts } from '../../texts/audit.js';
import { Tried as TriedRecords } from './asking/questions.gql.js';

const texts = auditTexts.tried;
const columns = ['month', 'originator', 'agency', 'times'] as const;

/** How often agencies tried records that they may not see. */
export function Tried() {
  return (
    <>
      <p>{texts.about}</p>
      <AnswerView asked={useAnswer(TriedRecords, {})}>
        {(answer) => {
          const rows = answer.data.triedRecords;
          if (!rows) return <Cell answer={answer} path={['triedRecords']} field={texts.caption} />;
          if (rows.length === 0) return <p>{texts.none}</p>;
          return (
            <DataTable<{ readonly id: string; readonly at: number }>
              caption={texts.caption}
              rows={rows.map(({ id }, at) => ({ id, at }))}
              rowKey={({ id }) => id}
              columns={columns.map((name) => ({
                id: name,
                title: texts[name],
                isNumber: name === 'times',
                cell: ({ at }) => <Cell answer={answer} path={['triedRecords', at, name]} field={texts[name]} />,
              }))}
            />
          );
        }}
      </AnswerView>
    </>
  );
}
