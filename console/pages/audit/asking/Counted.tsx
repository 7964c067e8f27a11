import { Button } from 'react-aria-components';
import { cellState } from '../../../../client/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell, NotAnswered } from '../../../parts/Cell.js';
import { Choice } from '../../../parts/controls/Choice.js';
import type { AuditEntryFacetField, AuditEntryFilter } from '../../../parts/schema.gql.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { constantWords, numberWords } from '../../../parts/words.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { auditTexts as texts } from '../../../texts/audit.js';
import { partTexts } from '../../../texts/parts.js';
import { LooksCounted } from './questions.gql.js';
import type { InputName } from './questions.js';

type Count = { readonly number?: number | null; readonly atLeast?: number | null } | null | undefined;

const fields = Object.keys(texts.facets) as AuditEntryFacetField[];
const constants = new Set<AuditEntryFacetField>(['PURPOSE', 'ROLE', 'KIND']);

/** How many entries there are, by the values of a field, the most frequent first. */
export function Counted(props: {
  readonly filter: AuditEntryFilter;
  /** Asks for the entries of one value alone; absent: that is not offered. */
  readonly narrow?: (input: InputName, value: string) => void;
}) {
  const { filter, narrow } = props;
  const [by, setBy] = useRemembered<AuditEntryFacetField>('audit.by', 'AGENCY');
  return (
    <>
      <div className="question">
        <Choice
          label={texts.by}
          value={by}
          onChange={(id) => setBy(id as AuditEntryFacetField)}
          options={fields.map((id) => ({ id, text: texts.facets[id] }))}
        />
      </div>
      <AnswerView asked={useAnswer(LooksCounted, { filter, by })}>
        {(answer) => {
          const counted = answer.data.auditEntries;
          if (!counted) return <Cell answer={answer} path={['auditEntries']} field={texts.entries} />;
          const { totalCount, facets } = counted;
          const lacks = (name: string) => cellState(answer, ['auditEntries', name]).state === 'unanswered';
          if (lacks('totalCount') || lacks('facets')) return <NotAnswered />;
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
                        <Value of={by} value={value} narrow={narrow} />
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

/** Fields of which entries can be asked for by value, and the input that takes it. */
const inputs: Readonly<Partial<Record<AuditEntryFacetField, InputName>>> = {
  AGENCY: 'agency',
  PURPOSE: 'purpose',
  ROLE: 'role',
  KIND: 'kind',
  CODE: 'code',
};

function Value(props: {
  readonly of: AuditEntryFacetField;
  readonly value: string | null | undefined;
  readonly narrow: ((input: InputName, value: string) => void) | undefined;
}) {
  const { of, value, narrow } = props;
  if (value == null) return <span className="none">{partTexts.none}</span>;
  const words = <bdi>{constants.has(of) ? constantWords(value) : value}</bdi>;
  const input = inputs[of];
  if (!narrow || !input) return words;
  return (
    <Button className="narrow" onPress={() => narrow(input, value)}>
      {words}
    </Button>
  );
}

function countWords(count: Count): string {
  if (count?.number != null) return numberWords(count.number);
  return count?.atLeast == null ? '' : texts.atLeast(numberWords(count.atLeast));
}
