import { Fold } from '../../../parts/controls/Fold.js';
import { numberWords } from '../../../parts/words.js';
import { listTexts } from '../../../texts/lists.js';
import type { Bar } from './barsOf.js';

const texts = listTexts.overTime;

/** The numbers of the bars; each narrows to its interval, as the bar does. */
export function BarTable(props: {
  readonly bars: readonly Bar[];
  readonly title: string;
  readonly narrow: ((first: string, last: string) => void) | undefined;
}) {
  const { bars, title, narrow } = props;
  return (
    <Fold title={texts.table} level={3} className="not-print">
      {() => (
        <div className="list-bar-table">
          <table>
            <caption className="only-read">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.begins}</th>
                <th scope="col" className="number">
                  {texts.rows}
                </th>
              </tr>
            </thead>
            <tbody>
              {bars
                .filter(({ rows }) => rows > 0)
                .map(({ begins, rows, isLeast }) => (
                  <tr key={begins}>
                    <th scope="row">
                      {narrow ? (
                        <button type="button" aria-label={texts.narrow(begins)} onClick={() => narrow(begins, begins)}>
                          {begins}
                        </button>
                      ) : (
                        begins
                      )}
                    </th>
                    <td className="number">
                      {isLeast ? listTexts.facets.atLeast(numberWords(rows)) : numberWords(rows)}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </Fold>
  );
}
