import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import { Choice } from '../../../parts/Choice.js';
import type { AuditEntryFacetField, AuditEntryFilter } from '../../../parts/schema.gql.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { constantWords, numberWords } from '../../../parts/words.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { auditTexts as texts } from '../../../texts/audit.js';
import { LooksCounted } from './questions.gql.js';

type Count = { readonly number?: number | null; readonly atLeast?: number | null } | null | undefined;

const fields = Object.keys(texts.facets) as AuditEntryFacetField[];
const constants = new Set<AuditEntryFacetField>(['PURPOSE', 'ROLE', 'KIND']);

/** How many entries there are, by the values of a field, the most frequent first. */
export function Counted({ filter }: { readonly filter: AuditEntryFilter }) {
  const [by, setBy] = useRemembered<AuditEntryFacetField>('audit.by', 'AGENCY');
  return (
    <>
      <Choice
        label={texts.by}
        value={by}
        onChange={(id) => setBy(id as AuditEntryFacetField)}
        options={fields.map((id) => ({ id, text: texts.facets[id] }))}
      />
      <AnswerView asked={useAnswer(LooksCounted, { filter, by })}>
        {(answer) => {
          const counted = answer.data.auditEntries;
          if (!counted) return <Cell answer={answer} path={['auditEntries']} field={texts.entries} />;
          const { totalCount, facets } = counted;
          const largest = Math.max(
            1,
            ...(facets?.buckets ?? []).map(({ count }) => count?.number ?? count?.atLeast ?? 0),
          );
          return (
            <>
              <p role="status">{texts.total(countWords(totalCount))}</p>
              <table className="counted">
                <caption className="only-read">{texts.facets[by]}</caption>
                <thead>
                  <tr>
                    <th scope="col">{texts.facets[by]}</th>
                    <th scope="col" className="number">
                      {texts.columns.count}
                    </th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {facets?.buckets?.map(({ value, count }) => (
                    <tr key={value}>
                      <th scope="row">
                        <bdi>{value == null ? '' : constants.has(by) ? constantWords(value) : value}</bdi>
                      </th>
                      <td className="number">{countWords(count)}</td>
                      <td>
                        <meter aria-hidden="true" max={largest} value={count?.number ?? count?.atLeast ?? 0} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {facets?.more && <p className="small">{texts.moreValues}</p>}
            </>
          );
        }}
      </AnswerView>
    </>
  );
}

function countWords(count: Count): string {
  if (count?.number != null) return numberWords(count.number);
  return count?.atLeast == null ? '' : texts.atLeast(numberWords(count.atLeast));
}
