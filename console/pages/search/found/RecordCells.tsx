import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answered, type CellPath, cellState } from '../../../../client/index.js';
import { Cell } from '../../../parts/Cell.js';
import { constantWords, numberWords, valueWords } from '../../../parts/words.js';
import { partTexts } from '../../../texts/parts.js';
import { searchTexts as texts } from '../../../texts/search.js';
import { type Column, handlingColumns, type Kind, kindSearch } from '../kinds.js';
import { originOf } from './originOf.js';

interface RecordProps {
  readonly answer: Answered;
  readonly kind: Kind;
  /** Where the record stands in the answer. */
  readonly path: CellPath;
  readonly id: string | undefined;
  /** Where the name that was compared stands, of a candidate. */
  readonly comparedPath?: CellPath;
}

/** The values of a record as cells of a row; the first names it, and leads to it. */
export function RecordCells(props: RecordProps) {
  const { answer, kind, path } = props;
  const [first, ...others] = kindSearch[kind].columns;
  if (!first) return null;
  return (
    <>
      <th scope="row">
        <RecordName {...props} />
      </th>
      {others.map((column) => (
        <td key={column.title} className={column.as}>
          <ColumnCell {...props} column={column} />
        </td>
      ))}
      {handlingColumns.map(([one, other]) => (
        <td key={one.title} className="two">
          <ColumnCell {...props} column={one} />
          {isShown(answer, [...path, ...one.path]) && (
            <span className="small">
              <ColumnCell {...props} column={other} />
            </span>
          )}
        </td>
      ))}
    </>
  );
}

/** What a record is called, as a link to it. Where the name is not shown, the link says so in words. */
export function RecordName({ answer, kind, path, id, comparedPath }: RecordProps) {
  const [column] = kindSearch[kind].columns;
  if (!column) return null;
  const named = [...path, ...column.path];
  const name = cellState(answer, named);
  const compared = comparedPath && cellState(answer, comparedPath);
  const isOther =
    compared?.state === 'shown' && !(name.state === 'shown' && name.value === compared.value) ? compared.value : null;
  return (
    <>
      <Cell answer={answer} path={named} field={titleOf(column)} origin={originOf(answer, kind, { path, id }, column)}>
        {(value) => <RecordLink id={id}>{write(value, column)}</RecordLink>}
      </Cell>
      {!isShown(answer, named) && (
        <>
          {' '}
          <RecordLink id={id}>{texts.reference.open}</RecordLink>
        </>
      )}
      {isOther !== null && (
        <span className="small compared">
          {texts.comparedBy}
          <bdi>{String(isOther)}</bdi>
        </span>
      )}
    </>
  );
}

function RecordLink({ id, children }: { readonly id: string | undefined; readonly children: ReactNode }) {
  if (id === undefined) return children;
  return (
    <Link to="/record/$id" params={{ id }}>
      {children}
    </Link>
  );
}

function ColumnCell({ answer, kind, path, id, column }: RecordProps & { readonly column: Column }) {
  const origin = originOf(answer, kind, { path, id }, column);
  return (
    <Cell answer={answer} path={[...path, ...column.path]} field={titleOf(column)} origin={origin}>
      {(value) => write(value, column)}
    </Cell>
  );
}

function isShown(answer: Answered, path: CellPath): boolean {
  const { state } = cellState(answer, path);
  return state === 'shown' || state === 'masked';
}

const titleOf = ({ title }: Column): string => texts.columns[title] ?? title;

function write(value: unknown, { as }: Column): ReactNode {
  if (as === 'constant') return constantWords(String(value));
  if (as === 'number') return numberWords(Number(value));
  if (Array.isArray(value) && value.length === 0) return null;
  return <bdi>{valueWords(value, partTexts.yes, partTexts.no)}</bdi>;
}
