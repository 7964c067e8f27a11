import { type Answered, type CellPath, type CellState, cellState } from '../../../../client/index.js';
import { Chip } from '../../../parts/Chip.js';
import { CopyButton } from '../../../parts/CopyButton.js';
import { searchTexts } from '../../../texts/search.js';
import { handlingColumns, type Kind, kindSearch } from '../kinds.js';

const texts = searchTexts.hit;

/** A record of which this viewer may know that it is there, and whom to ask; nothing else of it is here. */
export function HitRow(props: {
  readonly answer: Answered;
  readonly kind: Kind;
  readonly path: CellPath;
  readonly id: string;
  readonly width: number;
}) {
  const { answer, kind, path, id, width } = props;
  const cells = [...kindSearch[kind].columns, ...handlingColumns.flat()].map((column) =>
    cellState(answer, [...path, ...column.path]),
  );
  const hit = cells.find((cell): cell is Extract<CellState, { state: 'hit' }> => cell.state === 'hit');
  return (
    <tr className="hit-row">
      <td colSpan={width}>
        <p>
          {hit ? <Chip of={hit} field={searchTexts.kinds[kind]} /> : <strong>{texts.exists}</strong>}{' '}
          {hit?.contact === undefined ? texts.askNobody : <bdi>{texts.ask(hit.contact)}</bdi>}
        </p>
        <p className="actions">
          <code className="reference">{id}</code>
          <CopyButton label={texts.copy} text={() => id} isQuiet />
        </p>
        <p className="small">{texts.lasts}</p>
      </td>
    </tr>
  );
}
