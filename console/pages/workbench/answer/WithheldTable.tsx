import type { WithheldLine } from '../../../../client/index.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { numberWords } from '../../../parts/words.js';
import { partTexts } from '../../../texts/parts.js';
import { workbenchTexts } from '../../../texts/workbench.js';

const texts = workbenchTexts.withheld;

/** What is withheld of an answer; the answer marks each cell. */
export function WithheldTable({ lines }: { readonly lines: readonly WithheldLine[] }) {
  if (lines.length === 0) return <p>{texts.none}</p>;
  return (
    <ReadTable
      caption={texts.caption}
      heads={[texts.path, texts.effect, texts.category, texts.reason, { number: texts.count }, texts.contact]}
    >
      <tbody>
        {lines.map(({ path, effect, category, reason, count, contact }) => (
          <tr key={`${path} ${effect} ${category} ${reason} ${contact}`}>
            <th scope="row" className="mono">
              {path}
            </th>
            <td>{texts.effects[effect] ?? effect}</td>
            <td className="mono">{category}</td>
            <td>{partTexts.reasons[reason] ?? reason}</td>
            <td className="number">{numberWords(count)}</td>
            <td>
              <bdi>{contact}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </ReadTable>
  );
}
