import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Answered, type CellPath, isAskersFault } from '../../../../client/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import type { AuditEntryFilter } from '../../../parts/schema.gql.js';
import { type DataColumn, DataTable } from '../../../parts/table/DataTable.js';
import { Further } from '../../../parts/table/Further.js';
import { usePages } from '../../../parts/usePages.js';
import { constantWords, instantWords, numberWords } from '../../../parts/words.js';
import { auditTexts as texts } from '../../../texts/audit.js';
import { askedAs, type EntriesPage } from './columns.js';
import { type Told, ToldShort } from './ToldShort.js';

interface EntryRow {
  readonly id: string;
  readonly log: string | null | undefined;
  readonly index: number | null | undefined;
  readonly answer: Answered<EntriesPage>;
  readonly path: CellPath;
}

const numbers = new Set(['disclosedCount', 'hour', 'triedDates']);
const constants = new Set(['kind', 'role', 'purpose']);

/** Entries that a question found, page by page. */
export function Found({ id, filter }: { readonly id: keyof typeof askedAs; readonly filter: AuditEntryFilter }) {
  const { document, columns } = askedAs[id];
  const pages = usePages(document, { filter }, cursorOf);
  const titled = useMemo(() => columnsOf(columns), [columns]);
  const rows = useMemo(() => pages.answers.flatMap(rowsOf), [pages.answers]);
  return (
    <AnswerView asked={pages.asked}>
      {(answer) => {
        if (answer.errors?.some(isAskersFault)) return null;
        if (!answer.data.auditEntries) return <Cell answer={answer} path={['auditEntries']} field={texts.entries} />;
        if (rows.length === 0) return <p role="status">{texts.nothing}</p>;
        return (
          <>
            <DataTable caption={texts.questions[id][0]} columns={titled} rows={rows} rowKey={rowKey} />
            <Further pages={pages} rows={rows.length} next={texts.next} texts={texts} />
          </>
        );
      }}
    </AnswerView>
  );
}

const rowKey = ({ id }: EntryRow): string => id;

const cursorOf = ({ data }: Answered<EntriesPage>): string | undefined => {
  const page = data.auditEntries?.pageInfo;
  return page?.hasNextPage ? (page.endCursor ?? undefined) : undefined;
};

function rowsOf(answer: Answered<EntriesPage>): readonly EntryRow[] {
  const edges = answer.data.auditEntries?.edges ?? [];
  return edges.flatMap((edge, at) => {
    const { node } = edge ?? {};
    if (!node) return [];
    return [{ id: node.id, log: node.log, index: node.index, answer, path: ['auditEntries', 'edges', at, 'node'] }];
  });
}

function columnsOf(names: readonly string[]): readonly DataColumn<EntryRow>[] {
  const first: DataColumn<EntryRow> = {
    id: 'at',
    title: texts.columns.at ?? '',
    cell: (row) => <EntryLink row={row} />,
  };
  return [first, ...names.map(columnOf)];
}

function columnOf(id: string): DataColumn<EntryRow> {
  const title = texts.columns[id] ?? id;
  return {
    id,
    title,
    isNumber: numbers.has(id),
    cell: ({ answer, path }) => (
      <Cell answer={answer} path={[...path, id]} field={title}>
        {(value) => <Value of={id} value={value} />}
      </Cell>
    ),
  };
}

function Value({ of, value }: { readonly of: string; readonly value: unknown }) {
  if (of === 'disclosed') return <ToldShort told={value as readonly Told[]} />;
  if (of === 'weekday') return texts.weekdays[Number(value)] ?? '';
  if (of === 'subject' || of === 'triedName') return <bdi className="mono">{String(value)}</bdi>;
  if (constants.has(of)) return <bdi>{constantWords(String(value))}</bdi>;
  if (typeof value === 'number') return numberWords(value);
  return <bdi className="clamp">{Array.isArray(value) ? value.join(', ') : String(value)}</bdi>;
}

/** The instant, which leads to the entry. */
function EntryLink({ row: { answer, path, log, index } }: { readonly row: EntryRow }) {
  return (
    <Cell answer={answer} path={[...path, 'at']} field={texts.columns.at ?? ''}>
      {(at) => {
        const words = <time dateTime={String(at)}>{instantWords(String(at))}</time>;
        if (log == null || index == null) return words;
        return (
          <Link to="/audit/$log/$index" params={{ log, index: String(index) }}>
            {words}
          </Link>
        );
      }}
    </Cell>
  );
}
