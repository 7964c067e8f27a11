import { Button } from 'react-aria-components';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { instantWords, numberWords } from '../../../parts/words.js';
import { workbenchTexts } from '../../../texts/workbench.js';
import type { Ran } from '../useRun.js';

const texts = workbenchTexts.history;

/** Questions of this session under this purpose, to load again. */
export function HistoryTable(props: {
  readonly history: readonly Ran[];
  load(query: string, variables: string): void;
}) {
  const { history, load } = props;
  if (history.length === 0) return <p>{texts.none}</p>;
  return (
    <ReadTable
      caption={texts.caption}
      heads={[texts.at, texts.operation, texts.outcome, { number: texts.took }, { number: texts.index }, texts.load]}
    >
      <tbody>
        {history.map(({ query, variables, operation, at, ms, code, index }) => {
          const when = instantWords(at.toISOString());
          const name = operation === '' ? texts.unnamed : operation;
          return (
            <tr key={`${at.getTime()} ${ms}`}>
              <td>{when}</td>
              <th scope="row">{name}</th>
              <td className={code === undefined ? undefined : 'mono'}>{code ?? texts.answered}</td>
              <td className="number">{numberWords(Math.round(ms))}</td>
              <td className="number">{index}</td>
              <td>
                <Button
                  className="button quiet"
                  aria-label={texts.loadOf(name, when)}
                  onPress={() => load(query, variables)}
                >
                  {texts.load}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </ReadTable>
  );
}
