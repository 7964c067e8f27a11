import type { ReactNode } from 'react';
import type { Answered } from '../../../../client/index.js';
import { Cell } from '../../../parts/Cell.js';
import { Wide } from '../../../parts/Wide.js';
import { auditTexts } from '../../../texts/audit.js';
import { howTold } from '../asking/ToldShort.js';
import type { EntryQuery } from './entry.gql.js';

const texts = auditTexts.entry;
const columnsOf = {
  withheld: ['path', 'category', 'effect', 'rule', 'count'],
  sources: ['name', 'result', 'durationMs', 'manifest'],
} as const;
const numbers = new Set<string>(['count', 'durationMs']);

/** Rows of an entry as a table. */
export function RowsOf(props: {
  readonly answer: Answered<EntryQuery>;
  readonly list: keyof typeof columnsOf;
  readonly title: string;
  readonly none: string;
}) {
  const { answer, list, title, none } = props;
  const rows = answer.data.auditEntry?.[list];
  const columns = columnsOf[list];
  return (
    <section>
      <h2>{title}</h2>
      {rows?.length === 0 && <p className="small">{none}</p>}
      {!rows && <Cell answer={answer} path={['auditEntry', list]} field={title} />}
      {rows && rows.length > 0 && (
        <Table caption={title} columns={columns}>
          {rows.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of an entry never change
            <tr key={at}>
              {columns.map((name) => (
                <td key={name} className={numbers.has(name) ? 'number' : undefined}>
                  <Cell answer={answer} path={['auditEntry', list, at, name]} field={texts.tables[name]} />
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** Whom an answer told of. */
export function ToldTable({ answer }: { readonly answer: Answered<EntryQuery> }) {
  const told = answer.data.auditEntry?.disclosed;
  const columns = ['type', 'id', 'originator', 'categories'] as const;
  return (
    <section>
      <h2>{texts.told}</h2>
      {told?.length === 0 && <p className="small">{texts.toldNone}</p>}
      {!told && <Cell answer={answer} path={['auditEntry', 'disclosed']} field={texts.told} />}
      {told && told.length > 0 && (
        <Table caption={texts.told} columns={[...columns, 'how']}>
          {told.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the subjects of an entry never change
            <tr key={at}>
              {columns.map((name) => (
                <td key={name} className={name === 'id' ? 'mono' : undefined}>
                  <Cell answer={answer} path={['auditEntry', 'disclosed', at, name]} field={texts.tables[name]} />
                </td>
              ))}
              <td>{howTold(each) ?? texts.shown}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Table(props: {
  readonly caption: string;
  readonly columns: readonly (keyof typeof texts.tables)[];
  readonly children: ReactNode;
}) {
  const { caption, columns, children } = props;
  return (
    <Wide label={caption}>
      <table>
        <caption className="only-read">{caption}</caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className={numbers.has(name) ? 'number' : undefined}>
                {texts.tables[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Wide>
  );
}
