import type { ReactNode } from 'react';
import { type Answered, type CellPath, cellState } from '../../client/index.js';
import { partTexts as texts } from '../texts/parts.js';
import { Chip } from './Chip.js';
import { valueWords } from './words.js';

/** What a cell is shown of. */
export interface CellProps {
  readonly answer: Pick<Answered, 'data' | 'errors' | 'extensions'>;
  readonly path: CellPath;
  /** What the field is called, for whom cannot see where the cell stands. */
  readonly field: string;
  /** Shows a value; as text where absent. */
  readonly children?: (value: unknown) => ReactNode;
}

/** One cell of an answer: its value, or why there is none. */
export function Cell({ answer, path, field, children = plain }: CellProps) {
  const cell = cellState(answer, path);
  if (cell.state === 'shown') return children(cell.value);
  if (cell.state === 'null') return <span className="none">{texts.none}</span>;
  if (cell.state === 'unanswered') return <span className="chip chip-unanswered">{texts.chips.unanswered}</span>;
  if (cell.state !== 'masked') return <Chip of={cell} field={field} />;
  return (
    <>
      {children(cell.value)} <Chip of={cell} field={field} />
    </>
  );
}

/** A value of a record, as text. */
function plain(value: unknown): ReactNode {
  if (Array.isArray(value) && value.length === 0) return <span className="none">{texts.none}</span>;
  return <bdi>{valueWords(value, texts.yes, texts.no)}</bdi>;
}
