import { type Answered, type CellPath, type CellState, cellState } from '../../../../client/index.js';
import { Chip } from '../../../parts/Chip.js';
import { searchTexts } from '../../../texts/search.js';
import { type Kind, kindSearch } from '../kinds.js';
import { HitNote } from './HitNote.js';

/** A record of which this viewer may know that it is there, and whom to ask; nothing else of it is here. */
export function HitRow(props: {
  readonly answer: Answered;
  readonly kind: Kind;
  readonly path: CellPath;
  readonly id: string;
  readonly width: number;
}) {
  const { answer, kind, path, id, width } = props;
  const cells = kindSearch[kind].columns.map((column) => cellState(answer, [...path, ...column.path]));
  const hit = cells.find((cell): cell is Extract<CellState, { state: 'hit' }> => cell.state === 'hit');
  return (
    <tr className="hit-row">
      <td colSpan={width}>
        {hit && <Chip of={hit} field={searchTexts.kinds[kind]} />}
        <HitNote reference={id} contact={hit?.contact} />
      </td>
    </tr>
  );
}
