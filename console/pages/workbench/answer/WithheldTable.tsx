import type { WithheldLine } from '../../../../client/index.js';
import { Wide } from '../../../parts/Wide.js';
import { numberWords } from '../../../parts/words.js';
import { partTexts } from '../../../texts/parts.js';
import { workbenchTexts } from '../../../texts/workbench.js';

const texts = workbenchTexts.withheld;

/** What is withheld of an answer; the answer marks each cell. */
export function WithheldTable({ lines }: { readonly lines: readonly WithheldLine[] }) {
  if (lines.length === 0) return <p>{texts.none}</p>;
  return (
    <Wide label={texts.caption}>
      <table>
        <caption className="only-read">{texts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.path}</th>
            <th scope="col">{texts.effect}</th>
            <th scope="col">{texts.category}</th>
            <th scope="col">{texts.reason}</th>
            <th scope="col" className="number">
              {texts.count}
            </th>
            <th scope="col">{texts.contact}</th>
          </tr>
        </thead>
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
      </table>
    </Wide>
  );
}
