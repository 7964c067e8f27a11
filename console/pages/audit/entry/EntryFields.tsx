import type { Answered } from '../../../../client/index.js';
import { cellState } from '../../../../client/index.js';
import { Cell } from '../../../parts/Cell.js';
import { constantWords, instantWords } from '../../../parts/words.js';
import { auditTexts } from '../../../texts/audit.js';
import type { EntryQuery } from './entry.gql.js';

const texts = auditTexts.entry;

const who = [
  'kind',
  'at',
  'askedAt',
  'subjectName',
  'subject',
  'agency',
  'agencyKind',
  'role',
  'purpose',
  'caseReference',
  'justification',
  'code',
  'durationMs',
  'count',
  'retention',
  'requestId',
  'errorCodes',
  'grants',
  'erased',
  'policyVersion',
  'schemaHash',
];
const question = [
  'operationName',
  'operation',
  'document',
  'literals',
  'variables',
  'documentHash',
  'askedNames',
  'disclosedCount',
  'searched',
  'triedName',
  'triedDates',
  'triedBy',
  'exportFormat',
  'exportPart',
  'exportParts',
  'exportRows',
  'exportSha256',
];
const constants = new Set(['kind', 'role', 'purpose', 'retention']);
const instants = new Set(['at', 'askedAt']);
const codes = new Set([
  'document',
  'literals',
  'variables',
  'searched',
  'documentHash',
  'schemaHash',
  'subject',
  'requestId',
  'exportSha256',
  'triedName',
]);

/** The fields of an entry that have something to say. What is withheld says so. */
export function EntryFields({ answer }: { readonly answer: Answered<EntryQuery> }) {
  return (
    <>
      <Group answer={answer} title={texts.who} fields={who} />
      <Group answer={answer} title={texts.asked} fields={question} />
    </>
  );
}

function Group(props: {
  readonly answer: Answered<EntryQuery>;
  readonly title: string;
  readonly fields: readonly string[];
}) {
  const { answer, title, fields } = props;
  const shown = fields.filter((field) => hasSomething(answer, field));
  return (
    <section>
      <h2>{title}</h2>
      <dl className="fields entry-fields">
        {shown.map((field) => (
          <Field key={field} answer={answer} field={field} />
        ))}
      </dl>
    </section>
  );
}

/** What no entry of this kind has is left out; what was not answered or not shown is not. */
function hasSomething(answer: Answered<EntryQuery>, field: string): boolean {
  const cell = cellState(answer, ['auditEntry', field]);
  if (cell.state === 'null') return false;
  return !(cell.state === 'shown' && Array.isArray(cell.value) && cell.value.length === 0);
}

function Field({ answer, field }: { readonly answer: Answered<EntryQuery>; readonly field: string }) {
  const title = texts.fields[field] ?? field;
  const show = fieldValue(field);
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <Cell answer={answer} path={['auditEntry', field]} field={title} {...(show ? { children: show } : {})} />
      </dd>
    </>
  );
}

/** How a field is written; undefined: as any other value. */
function fieldValue(field: string) {
  if (codes.has(field)) return (value: unknown) => <pre className="mono">{String(value)}</pre>;
  if (constants.has(field)) return (value: unknown) => <bdi>{constantWords(String(value))}</bdi>;
  if (instants.has(field))
    return (value: unknown) => <time dateTime={String(value)}>{instantWords(String(value))}</time>;
  return undefined;
}
