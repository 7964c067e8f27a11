import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { ReadTable } from '../../parts/table/ReadTable.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { sourcesTexts } from '../../texts/sources.js';
import { pairFiles } from './feeds.js';
import { SourceFiles } from './sources.gql.js';

const { files: texts, columns } = sourcesTexts;

/** Files of the last delivery of each feed, with their hashes. */
export function DeliveredFiles() {
  const asked = useAnswer(SourceFiles, {});
  return (
    <AnswerView asked={asked}>
      {(answer) => (
        <ReadTable caption={texts.caption} className="files" heads={[columns.feed, texts.run, texts.file, texts.hash]}>
          {answer.data.sources?.map((feed, place) => {
            const at = (field: string) => ['sources', place, field];
            const files = pairFiles(feed.files, feed.fileHashes);
            const rows = files.length > 0 ? files : [{ name: undefined, hash: undefined }];
            return (
              <tbody key={feed.id}>
                {rows.map(({ name, hash }, row) => (
                  <tr key={`${name} ${hash}`}>
                    {row === 0 && (
                      <>
                        <th scope="rowgroup" rowSpan={rows.length}>
                          <Cell answer={answer} path={at('source')} field={columns.feed} />{' '}
                          <span className="small">
                            <Cell answer={answer} path={at('originator')} field={columns.feed} />
                          </span>
                        </th>
                        <td rowSpan={rows.length} className="mono">
                          <Cell answer={answer} path={at('run')} field={texts.run} />
                        </td>
                      </>
                    )}
                    <td>
                      {name === undefined ? (
                        <Cell answer={answer} path={at('files')} field={texts.file} />
                      ) : (
                        <bdi>{name}</bdi>
                      )}
                    </td>
                    <td className="mono">
                      {hash === undefined ? (
                        <Cell answer={answer} path={at('fileHashes')} field={texts.hash} />
                      ) : (
                        <bdi>{hash}</bdi>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            );
          })}
        </ReadTable>
      )}
    </AnswerView>
  );
}
