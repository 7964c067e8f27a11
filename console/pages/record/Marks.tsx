import type { Answered, CellPath } from '../../../client/index.js';
import { useSession } from '../../shell/session.js';
import { recordTexts } from '../../texts/record.js';
import { marksOf } from './marks.js';

/** Classification, handling and whose record it is, as marks at its head. */
export function Marks({ answer, path }: { readonly answer: Answered; readonly path: CellPath }) {
  const { officer } = useSession();
  const marks = marksOf(answer, path, officer.agency);
  if (marks.length === 0) return <p className="small">{recordTexts.marks.noConditions}</p>;
  return (
    <ul className="record-marks" aria-label={recordTexts.marks.label}>
      {marks.map(({ id, text }) => (
        <li key={`${id} ${text}`} className={`marking marking-${id}`}>
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
}
