import { Fragment, type ReactNode } from 'react';
import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import { Wide } from '../../parts/controls/Wide.js';
import { fieldLabel } from '../../texts/fields.js';
import { recordTexts as texts } from '../../texts/record.js';
import { type Column, columnState, isBeside, type Rows, sortColumns } from './columns.js';
import { FieldValue } from './FieldValue.js';
import { keptKey, type Placed } from './plan.js';
import { StateWords } from './StateWords.js';

/** A table of objects; below it the columns in which no row has anything to say, or each keeps it for one reason. */
export function RowsTable(props: {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Pages of rows, each of an answer of its own. */
  readonly pages: readonly Rows[];
  readonly page: string | undefined;
  /** What stands below a row, over its whole width. */
  readonly beneath?: (row: CellPath) => ReactNode;
  /** A last row, such as the way to more. */
  readonly children?: (width: number) => ReactNode;
}) {
  const { caption, columns, pages, page, beneath, children } = props;
  const { shown, kept, empty } = sortColumns(pages, columns);
  const [first] = pages;
  const last = children?.(Math.max(shown.length, 1));
  return (
    <>
      {(shown.length > 0 || last) && (
        <Wide label={caption}>
          <table>
            <caption className="only-read">{caption}</caption>
            <thead>
              <tr>
                {shown.map((column) => (
                  <th key={keyOf(column)} scope="col" className={classOf(column)}>
                    {labelOf(column)}
                  </th>
                ))}
              </tr>
            </thead>
            {pages.map(({ answer, rows }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pages follow each other and never move
              <tbody key={at}>
                {rows.map((row) => (
                  <Fragment key={row.join('.')}>
                    <Row answer={answer} row={row} columns={shown} page={page} />
                    {beneath && (
                      <tr className="beneath">
                        <td colSpan={shown.length}>{beneath(row)}</td>
                      </tr>
                    )}
                  </Fragment>
                ))}
              </tbody>
            ))}
            {last && <tbody className="not-print">{last}</tbody>}
          </table>
        </Wide>
      )}
      {kept.map(({ of, columns: together }) => {
        const labels = labelsOf(together);
        const [column] = together;
        const row = first?.rows[0];
        if (!column || !first || !row) return null;
        const placed = { ...column, path: [...row, ...column.path] };
        return (
          <p key={keptKey(of)} className="small">
            {texts.inEveryRow(labels)}{' '}
            <StateWords answer={first.answer} placed={placed} page={page} state={of} label={labels} />
          </p>
        );
      })}
      {empty.length > 0 && <p className="small">{texts.inNoRow(labelsOf(empty))}</p>}
    </>
  );
}

interface RowOf {
  readonly answer: Answered;
  readonly row: CellPath;
  readonly columns: readonly Column[];
  readonly page: string | undefined;
}

function Row({ answer, row, columns, page }: RowOf) {
  const whole = cellState(answer, row);
  if (whole.state !== 'shown') return <KeptRow answer={answer} row={row} columns={columns} page={page} />;
  return (
    <tr>
      {columns.map((column) => (
        <td key={keyOf(column)} className={classOf(column)}>
          {isBeside(answer, row, column) ? (
            <Beside column={column} columns={columns} />
          ) : (
            <FieldValue answer={answer} placed={placedAt(column, row)} page={page} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** A row that is kept as a whole. */
function KeptRow({ answer, row, columns, page }: RowOf) {
  const [first] = columns;
  if (!first) return null;
  const state = columnState(answer, row, first);
  return (
    <tr>
      <td colSpan={columns.length}>
        <StateWords
          {...{ answer, page, state, label: texts.links.rowKept }}
          placed={placedAt(first, row)}
          none={texts.noRecord}
        />
      </td>
    </tr>
  );
}

/** Stands where the record that a column is about is not shown: why, stands there. */
function Beside({ column: { under = [] }, columns }: { readonly column: Column; readonly columns: readonly Column[] }) {
  const record = columns.find(({ path }) => path.join('.') === under.join('.'));
  return (
    <>
      <span className="none" aria-hidden="true">
        {texts.beside}
      </span>
      <span className="only-read">{texts.see(record ? labelOf(record) : '')}</span>
    </>
  );
}

const placedAt = (column: Column, row: CellPath): Placed => ({ ...column, path: [...row, ...column.path] });
const keyOf = ({ type, path }: Column) => `${type} ${path.join('.')}`;
const labelOf = ({ type, field }: Column) =>
  field.as === 'record' && field.name === '' ? fieldLabel(field.type, field.title.name) : fieldLabel(type, field.name);
const labelsOf = (columns: readonly Column[]) => [...new Set(columns.map(labelOf))].join(', ');
const classOf = ({ field: { as, name } }: Column) => {
  if (as === 'number' || as === 'amount' || as === 'score') return 'number';
  return as === 'instant' || as === 'code' || /(date|From|Until|At)$/i.test(name) ? 'unbroken' : undefined;
};
