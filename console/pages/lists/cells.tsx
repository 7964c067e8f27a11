import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import { Cell } from '../../parts/Cell.js';
import type { CellOrigin } from '../../parts/why/cellOrigin.js';
import { constantWords, valueWords } from '../../parts/words.js';
import { listTexts as texts } from '../../texts/lists.js';
import { partTexts } from '../../texts/parts.js';
import type { ListColumn, Writing } from './kinds/kind.js';

/** A row of an answer: where it stands in it. */
export interface ListRow {
  readonly id: string;
  readonly answer: Answered;
  readonly path: CellPath;
  /** Type of its record. */
  readonly type: string;
}

const fieldOf = ({ id, field = id }: ListColumn): string => field;

const originOf = ({ id, type }: ListRow, column: ListColumn): CellOrigin => ({
  coordinate: `${type}.${fieldOf(column)}`,
  record: id,
});

interface ColumnOfRow {
  readonly row: ListRow;
  readonly column: ListColumn;
  readonly field: string;
}

/** The value of a column in a row, or why there is none. */
export function ListCell({ row, column, field }: ColumnOfRow) {
  const { path = [], each, writing = 'text' } = column;
  const at = [...row.path, fieldOf(column), ...path];
  const origin = originOf(row, column);
  const one = (value: unknown) => written(value, writing);
  if (!each)
    return (
      <Cell answer={row.answer} path={at} field={field} origin={origin}>
        {one}
      </Cell>
    );
  return (
    <Cell answer={row.answer} path={at} field={field} origin={origin}>
      {(items) =>
        Array.isArray(items) && items.length > 0 ? (
          items.map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items of an answer never change places
            <Fragment key={index}>
              {index > 0 && texts.terms.and}
              <Cell answer={row.answer} path={[...at, index, ...each]} field={field} origin={origin}>
                {one}
              </Cell>
            </Fragment>
          ))
        ) : (
          <span className="none">{partTexts.none}</span>
        )
      }
    </Cell>
  );
}

/** The cell that names a row, which leads to its record whatever of it is shown. */
export function NameCell({ row, column, field }: ColumnOfRow) {
  const link = (content: ReactNode) => (
    <Link to="/record/$id" params={{ id: row.id }}>
      {content}
    </Link>
  );
  const at = [...row.path, fieldOf(column), ...(column.path ?? [])];
  const origin = originOf(row, column);
  const { state } = cellState(row.answer, at);
  const cell = (
    <Cell answer={row.answer} path={at} field={field} origin={origin}>
      {(value) => link(written(value, column.writing ?? 'text'))}
    </Cell>
  );
  if (state === 'shown' || state === 'masked') return cell;
  return (
    <>
      {link(texts.open(row.id.slice(-6)))} {cell}
    </>
  );
}

function written(value: unknown, writing: Writing): ReactNode {
  if (writing === 'constant' && typeof value === 'string') return constantWords(value);
  if (writing === 'place' && typeof value === 'object' && value !== null) return placeWritten(value);
  return (
    <bdi className={writing === 'instant' ? 'list-when' : undefined}>
      {valueWords(value, partTexts.yes, partTexts.no)}
    </bdi>
  );
}

function placeWritten(place: { readonly unlocode?: string; readonly name?: string | null }): ReactNode {
  return (
    <>
      <span className="mono">{place.unlocode}</span> <bdi>{place.name}</bdi>
    </>
  );
}
