import type { SubjectAnswer, SubjectSource } from '../../../../subject/index.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { constantWords, numberWords } from '../../../parts/words.js';
import { requestTexts } from '../../../texts/requests.js';
import { changeRecipient } from '../draft/choices.js';
import { LeaveOut } from './LeaveOut.js';
import { type DraftOf, groundsFor, recipientsBefore } from './leaving.js';
import { TellIt } from './TellIt.js';

const { recipients: texts, found: words } = requestTexts;

type Row = NonNullable<
  NonNullable<NonNullable<NonNullable<SubjectAnswer[SubjectSource]>['seen']>['recipients']>['rows']
>[number];

/** Who has seen what a source holds of the person; of agencies that have not agreed, whom to ask. */
export function Recipients(props: DraftOf & { readonly source: SubjectSource; readonly subject: SubjectAnswer }) {
  const { source, subject, draft, change } = props;
  const held = subject[source];
  if (!held?.found?.length) return null;
  const rows = held.seen?.recipients?.rows;
  if (!rows) return <p className="fault">{texts.notAnswered}</p>;
  if (rows.length === 0) return <p>{texts.none}</p>;
  const title = texts.caption(words.sources[source]);
  const before = draft ? recipientsBefore(draft, source) : 0;
  const heads = [
    ...[texts.agency, texts.told, texts.purpose, texts.month, texts.categories, { number: texts.times }],
    ...(draft ? [words.columns.told, words.columns.change] : []),
  ];
  return (
    <>
      <h4>{title}</h4>
      <ReadTable caption={title} heads={heads}>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one answer neither move nor change
            <tr key={at}>
              <th scope="row">
                <Who row={row} />
              </th>
              {row.restricted ? <Restricted row={row} /> : <Told row={row} />}
              {draft && <Chosen row={row} at={before + at} draft={draft} change={change} />}
            </tr>
          ))}
        </tbody>
      </ReadTable>
      <p className="small">{texts.limits}</p>
    </>
  );
}

function Who({ row: { agency, country, thirdCountry } }: { readonly row: Row }) {
  return (
    <>
      <bdi>{agency ?? texts.operator}</bdi>
      {country && <span className="small"> {country}</span>}
      {thirdCountry && <span className="limit"> {texts.third}</span>}
    </>
  );
}

function Restricted({ row: { contact } }: { readonly row: Row }) {
  return <td colSpan={5}>{contact ? <bdi>{texts.restricted(contact)}</bdi> : texts.restrictedNobody}</td>;
}

function Told({ row: { told, purpose, month, categories, times } }: { readonly row: Row }) {
  return (
    <>
      <td>{told && (texts.toldOf[told] ?? told)}</td>
      <td>{purpose && constantWords(purpose)}</td>
      <td className="unbroken">{month}</td>
      <td>
        <bdi>{categories?.join(', ')}</bdi>
      </td>
      <td className="number">{times !== null && numberWords(times)}</td>
    </>
  );
}

function Chosen(props: { readonly row: Row; readonly at: number } & DraftOf) {
  const { row, at, draft, change } = props;
  const choice = draft?.recipients[at];
  if (!draft || !choice) return null;
  const who = row.agency ?? texts.operator;
  return (
    <>
      <td>{choice.leaveOut ? words.leftOut(choice.leaveOut.ground) : choice.tell ? texts.isTold : texts.byDefault}</td>
      <td>
        <LeaveOut
          of={[who, row.purpose && constantWords(row.purpose), row.month].filter(Boolean).join(', ')}
          now={choice.leaveOut}
          grounds={groundsFor(draft)}
          set={(leaveOut) => change(changeRecipient(draft, at, { leaveOut }))}
        />{' '}
        <TellIt who={who} choice={choice} set={(next) => change(changeRecipient(draft, at, next))} />
      </td>
    </>
  );
}
