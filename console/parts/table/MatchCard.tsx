import { matchingTexts as texts } from '../../texts/matching.js';
import { numberWords } from '../words.js';
import { type MatchParts, type MatchRow, matchRows, wordsIn } from './matchRows.js';
import { ReadTable } from './ReadTable.js';

/** What to know of a match, first in a sentence; then what the score is made of, as a table. */
export function MatchCard({ of }: { readonly of: MatchParts }) {
  const rows = matchRows(of);
  if (!rows) return <p className="small">{texts.notTold}</p>;
  const { datum, says, how, words, bits } = texts.columns;
  const said = wordsIn(of.sentence, navigator.languages);
  const isWeighed = rows.some((row) => row.bits !== null);
  const weighed = isWeighed ? [{ number: bits, hint: texts.bitsHint }] : [];
  return (
    <div className="match-card">
      {said && <p lang={said.lang}>{said.text}</p>}
      <ReadTable caption={texts.caption} isTitled heads={[datum, says, how, words, ...weighed]}>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one answer neither move nor change
            <Row key={at} row={row} isWeighed={isWeighed} />
          ))}
          <Silent data={of.silent ?? []} width={isWeighed ? 4 : 3} />
        </tbody>
      </ReadTable>
      <p className="small">
        {!said && of.settledBy && `${texts.settledBy(texts.data[of.settledBy] ?? of.settledBy)} `}
        {texts.caution}
      </p>
    </div>
  );
}

function Row(props: { readonly row: MatchRow; readonly isWeighed: boolean }) {
  const { datum, says, how, words, bits } = props.row;
  return (
    <tr className={`says-${says.toLowerCase()}`}>
      <th scope="row">{texts.data[datum] ?? datum}</th>
      <td className="says">{texts.says[says] ?? says}</td>
      <td>{how !== null && (texts.how[how] ?? how)}</td>
      <td>{words !== null ? <bdi>{words}</bdi> : datum === 'NAME' && texts.onlyRecord}</td>
      {props.isWeighed && <td className="number">{bits !== null && signed(bits)}</td>}
    </tr>
  );
}

/** All that was not compared, in one row: there often is more of it than of all else. */
function Silent({ data, width }: { readonly data: readonly string[]; readonly width: number }) {
  if (data.length === 0) return null;
  return (
    <tr className="says-silent">
      <th scope="row">{texts.notCompared}</th>
      <td colSpan={width}>{texts.silent(data.map((datum) => texts.data[datum] ?? datum).join(', '))}</td>
    </tr>
  );
}

function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${numberWords(Math.abs(Math.round(bits * 10) / 10))}`;
}
