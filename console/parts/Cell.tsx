import type { ReactNode } from 'react';
import { type Answered, type CellPath, cellState } from '../../client/index.js';
import { partTexts as texts } from '../texts/parts.js';
import { Chip } from './Chip.js';
import type { CellOrigin } from './why/cellOrigin.js';
import { valueWords } from './words.js';

/** What a cell is shown of. */
export interface CellProps {
  readonly answer: Answered;
  readonly path: CellPath;
  /** What the field is called, for whom cannot see where the cell stands. */
  readonly field: string;
  readonly origin?: CellOrigin | undefined;
  /** Said where the record has no value. */
  readonly none?: string;
  /** Shows a value; as text where absent. */
  readonly children?: (value: unknown) => ReactNode;
}

/** One cell of an answer: its value, or why there is none. */
export function Cell({ answer, path, field, origin, none = texts.none, children = plain }: CellProps) {
  const cell = cellState(answer, path);
  if (cell.state === 'shown') return children(cell.value);
  if (cell.state === 'null') return <span className="none">{none}</span>;
  if (cell.state === 'unanswered') return <NotAnswered />;
  if (cell.state !== 'masked') return <Chip of={cell} field={field} origin={origin} />;
  return (
    <>
      {children(cell.value)} <Chip of={cell} field={field} origin={origin} />
    </>
  );
}

/** What is said where there is no such thing; or that this is not known, for its source did not answer. */
export function NoSuch({ answer, path, children }: Pick<CellProps, 'answer' | 'path'> & { readonly children: string }) {
  if (cellState(answer, path).state === 'unanswered') return <NotAnswered />;
  return <p role="status">{children}</p>;
}

/** What stands where a source, or a limit, left a value out. */
export function NotAnswered() {
  return <span className="chip chip-unanswered">{texts.chips.unanswered}</span>;
}

/** A value of a record, as text. */
function plain(value: unknown): ReactNode {
  if (Array.isArray(value) && value.length === 0) return <span className="none">{texts.none}</span>;
  return <bdi>{valueWords(value, texts.yes, texts.no)}</bdi>;
}
