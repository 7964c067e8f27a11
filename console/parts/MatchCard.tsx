import { matchingTexts as texts } from '../texts/matching.js';
import { type MatchParts, type MatchRow, matchRows } from './matchRows.js';
import { numberWords } from './words.js';

/** What a score is made of, as a table, and what would settle it. */
export function MatchCard({ of }: { readonly of: MatchParts }) {
  const rows = matchRows(of);
  if (!rows) return <p className="small">{texts.notTold}</p>;
  const { columns } = texts;
  return (
    <div className="match-card">
      <div className="wide">
        <table>
          <caption>{texts.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.datum}</th>
              <th scope="col">{columns.says}</th>
              <th scope="col">{columns.how}</th>
              <th scope="col">{columns.words}</th>
              <th scope="col" className="number" title={texts.bitsHint}>
                {columns.bits}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of one answer neither move nor change
              <Row key={at} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="small">
        {of.settledBy && `${texts.settledBy(texts.data[of.settledBy] ?? of.settledBy)} `}
        {texts.caution}
      </p>
    </div>
  );
}

function Row({ row: { datum, says, how, words, bits } }: { readonly row: MatchRow }) {
  return (
    <tr className={`says-${says.toLowerCase()}`}>
      <th scope="row">{texts.data[datum] ?? datum}</th>
      <td className="says">{texts.says[says] ?? says}</td>
      <td>{says === 'SILENT' ? texts.silent : how !== null && (texts.how[how] ?? how)}</td>
      <td>{words !== null ? <bdi>{words}</bdi> : datum === 'NAME' && says !== 'SILENT' && texts.onlyRecord}</td>
      <td className="number">{bits !== null && signed(bits)}</td>
    </tr>
  );
}

function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${numberWords(Math.abs(Math.round(bits * 10) / 10))}`;
}
