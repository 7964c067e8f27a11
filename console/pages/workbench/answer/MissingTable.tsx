import { type Answered, missingSources } from '../../../../client/index.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { workbenchTexts } from '../../../texts/workbench.js';

const texts = workbenchTexts.sources;

/** Sources that did not answer in full, and the places that lack them. */
export function MissingTable({ answer }: { readonly answer: Answered }) {
  const sources = missingSources(answer);
  if (sources.length === 0) return <p className="small">{texts.all}</p>;
  return (
    <div className="notice notice-partial" role="status">
      <ReadTable caption={texts.caption} isTitled heads={[texts.source, texts.code, texts.paths]}>
        <tbody>
          {sources.map(({ source, codes, paths }) => (
            <tr key={source}>
              <th scope="row">{source}</th>
              <td className="mono">{codes.join(', ')}</td>
              <td className="mono">{paths.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </ReadTable>
    </div>
  );
}
