import { ReadTable } from '../../parts/table/ReadTable.js';
import '../../styles/pages/sources.css';
import type { Answered } from '../../../client/index.js';
import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { Choice } from '../../parts/controls/Choice.js';
import { Fold } from '../../parts/controls/Fold.js';
import { Page } from '../../parts/Page.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { sourcesTexts as texts } from '../../texts/sources.js';
import { DeliveredFiles } from './DeliveredFiles.js';
import { FeedTable } from './FeedTable.js';
import { OwnQuarantine } from './OwnQuarantine.js';
import { Sources, type SourcesQuery } from './sources.gql.js';

const limits = { day: 1, week: 7, month: 30, year: 365 } as const;
const options = Object.keys(limits).map((id) => ({ id, text: texts.limits[id as keyof typeof limits] }));

/** What is loaded, by whom, and how old it is. */
export function SourcesPage() {
  const asked = useAnswer(Sources, {});
  const [limit, setLimit] = useRemembered<keyof typeof limits>('sources.limit', 'month');
  return (
    <Page title={texts.title}>
      <p>{texts.about}</p>
      <div className="old-limit not-print">
        <Choice
          label={texts.limit}
          value={limit}
          onChange={(id) => setLimit(id as keyof typeof limits)}
          options={options}
        />
        <p className="small">{texts.limitHint}</p>
      </div>
      <AnswerView asked={asked}>
        {(answer) => <Loaded answer={answer} oldSeconds={limits[limit] * 86_400} />}
      </AnswerView>
    </Page>
  );
}

function Loaded({ answer, oldSeconds }: { readonly answer: Answered<SourcesQuery>; readonly oldSeconds: number }) {
  const { sources } = answer.data;
  if (sources?.length === 0)
    return (
      <>
        <p>{texts.none}</p>
        <p className="small">{texts.noneHint}</p>
        <CodeLists answer={answer} />
      </>
    );
  return (
    <>
      {sources ? (
        <FeedTable answer={answer} feeds={sources} oldSeconds={oldSeconds} />
      ) : (
        <p>
          <Cell answer={answer} path={['sources']} field={texts.title} />
        </p>
      )}
      {sources && <OwnQuarantine feeds={sources} />}
      <CodeLists answer={answer} />
      {sources && <Fold title={texts.files.heading}>{() => <DeliveredFiles />}</Fold>}
    </>
  );
}

function CodeLists({ answer }: { readonly answer: Answered<SourcesQuery> }) {
  const { codeLists } = answer.data;
  const words = texts.codeLists;
  return (
    <section>
      <h2>{words.heading}</h2>
      {!codeLists && <Cell answer={answer} path={['codeLists']} field={words.heading} />}
      {codeLists?.length === 0 && <p>{words.none}</p>}
      {codeLists && codeLists.length > 0 && (
        <ReadTable
          caption={words.caption}
          className="code-lists"
          heads={[words.list, words.version, { number: words.entries }]}
        >
          <tbody>
            {codeLists.map(({ list, version }, place) => (
              <tr key={`${list} ${version}`}>
                <th scope="row">
                  <bdi>{list}</bdi>
                </th>
                <td>
                  <Cell answer={answer} path={['codeLists', place, 'version']} field={words.version} />
                </td>
                <td className="number">
                  <Cell answer={answer} path={['codeLists', place, 'entries']} field={words.entries} />
                </td>
              </tr>
            ))}
          </tbody>
        </ReadTable>
      )}
    </section>
  );
}
