import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type SubjectAnswer, subjectSources } from '../../../../subject/index.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { requestTexts } from '../../../texts/requests.js';
import type { Decided } from '../work.js';
import { kindWords } from './HoldingView.js';

const { namesakes: texts, found: words } = requestTexts;

/** What the graph takes as confirmed. */
const MOST = 20;

/** Records of the same name: the officer decides which are of the person, and searches again. */
export function Namesakes(props: {
  readonly subject: SubjectAnswer;
  readonly decided: Decided;
  again(more: Partial<Decided>): void;
}) {
  const { subject, decided, again } = props;
  const [chosen, choose] = useState<readonly string[]>([]);
  const listed = subjectSources.flatMap((source) => subject[source]?.namesakes ?? []);
  const more = subjectSources.reduce((sum, source) => sum + (subject[source]?.namesakesLeftOut ?? 0), 0);
  if (listed.length === 0) return null;
  const confirmed = [...new Set([...decided.confirmed, ...chosen])];
  const tick = (id: string, isChosen: boolean) =>
    choose(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <section>
      <h3>{texts.heading}</h3>
      <p>{texts.about}</p>
      <ReadTable
        caption={texts.caption}
        heads={[texts.is, words.id, texts.type, texts.alike, words.feed, words.sourceRef, words.caseReference]}
      >
        <tbody>
          {listed.map((each) =>
            each?.id == null ? null : (
              <tr key={each.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={texts.isOf(each.id)}
                    checked={chosen.includes(each.id)}
                    onChange={({ target }) => tick(each.id ?? '', target.checked)}
                  />
                </td>
                <th scope="row">
                  <bdi className="mono">{each.id}</bdi>
                </th>
                <td>{kindWords(each.type)}</td>
                <td>{texts.alikeBy(each.alikeBy)}</td>
                <td>
                  <bdi>{each.source}</bdi>
                </td>
                <td>
                  <bdi>{each.sourceRef}</bdi>
                </td>
                <td>
                  <bdi>{each.caseReference}</bdi>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </ReadTable>
      {more > 0 && <p className="notice quiet-notice">{texts.more(more)}</p>}
      <p className="actions">
        <Button
          className="button"
          isDisabled={chosen.length === 0 || confirmed.length > MOST}
          onPress={() => again({ confirmed })}
        >
          {texts.button}
        </Button>
        {confirmed.length > MOST && <span role="status">{texts.most}</span>}
      </p>
    </section>
  );
}
