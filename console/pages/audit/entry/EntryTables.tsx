import type { Answered } from '../../../../client/index.js';
import { Cell } from '../../../parts/Cell.js';
import { type DataColumn, DataTable } from '../../../parts/table/DataTable.js';
import { auditTexts } from '../../../texts/audit.js';
import { howTold } from '../asking/ToldShort.js';
import type { EntryQuery } from './entry.gql.js';

const texts = auditTexts.entry;
const columnsOf = {
  disclosed: ['type', 'id', 'originator', 'categories'],
  withheld: ['path', 'category', 'effect', 'rule', 'count'],
  sources: ['name', 'result', 'durationMs', 'manifest'],
} as const;
const numbers = new Set<string>(['count', 'durationMs']);

/** Whom an entry's answer told of, what it withheld, and the sources that were asked. */
export function EntryTables({ answer }: { readonly answer: Answered<EntryQuery> }) {
  return (Object.keys(columnsOf) as (keyof typeof columnsOf)[]).map((list) => (
    <section key={list}>
      <h2>{texts.lists[list]}</h2>
      <Rows answer={answer} list={list} />
    </section>
  ));
}

function Rows({ answer, list }: { readonly answer: Answered<EntryQuery>; readonly list: keyof typeof columnsOf }) {
  const title = texts.lists[list];
  const rows = answer.data.auditEntry?.[list];
  if (!rows) return <Cell answer={answer} path={['auditEntry', list]} field={title} />;
  if (rows.length === 0) return <p className="small">{texts.nothing}</p>;
  const columns: DataColumn<{ readonly at: number }>[] = columnsOf[list].map((id) => ({
    id,
    title: texts.tables[id],
    isNumber: numbers.has(id),
    cell: ({ at }) => <Cell answer={answer} path={['auditEntry', list, at, id]} field={texts.tables[id]} />,
  }));
  if (list === 'disclosed')
    columns.push({
      id: 'how',
      title: texts.tables.how,
      cell: ({ at }) => howTold(answer.data.auditEntry?.disclosed?.[at] ?? {}) ?? texts.shown,
    });
  return (
    <DataTable caption={title} columns={columns} rows={rows.map((_, at) => ({ at }))} rowKey={({ at }) => String(at)} />
  );
}
