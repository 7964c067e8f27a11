import { type SubjectAnswer, type SubjectSource, subjectSources } from '../../../../subject/index.js';
import { requestTexts } from '../../../texts/requests.js';
import type { Decided } from '../work.js';
import { Facts } from './Facts.js';
import { HoldingView } from './HoldingView.js';
import type { DraftOf } from './leaving.js';
import { Namesakes } from './Namesakes.js';
import { Recipients } from './Recipients.js';
import { Twins } from './Twins.js';

const texts = requestTexts.found;

/** What is held, source by source, and who has seen it. With a draft, each part of it can be left out. */
export function FoundView(
  props: DraftOf & {
    readonly subject: SubjectAnswer;
    readonly decided: Decided;
    again(more: Partial<Decided>): void;
  },
) {
  const { subject, draft, change, decided, again } = props;
  const unconfirm = (id: string) => again({ confirmed: decided.confirmed.filter((each) => each !== id) });
  return (
    <section className="found-of-person">
      <h2 tabIndex={-1}>{texts.heading}</h2>
      {subject.id && (
        <p className="small">
          <bdi className="mono">{texts.request(subject.id)}</bdi>
        </p>
      )}
      <Deadlines subject={subject} />
      {draft && <Twins draft={draft} change={change} again={again} decided={decided} />}
      {subjectSources.map((source) => (
        <Source key={source} source={source} subject={subject} draft={draft} change={change} unconfirm={unconfirm} />
      ))}
      <Namesakes subject={subject} decided={decided} again={again} />
    </section>
  );
}

/** Under which law, and by when. */
function Deadlines({ subject }: { readonly subject: SubjectAnswer }) {
  const lines = (subject.regimes ?? []).flatMap((each) =>
    each ? [{ label: each.regime ?? '', value: each.answerBy ? texts.answerBy(each.answerBy) : '' }] : [],
  );
  return <Facts lines={lines} />;
}

function Source(
  props: DraftOf & {
    readonly source: SubjectSource;
    readonly subject: SubjectAnswer;
    unconfirm(id: string): void;
  },
) {
  const { source, subject, draft, change, unconfirm } = props;
  const held = subject[source];
  const title = texts.sources[source];
  const above = held?.aboveClearance ?? 0;
  return (
    <section className="held" aria-label={title}>
      <h3>{title}</h3>
      {!held?.found && <p className="fault">{texts.notAnswered}</p>}
      {held?.found?.length === 0 && <p>{texts.nothing}</p>}
      {above > 0 && <p className="notice quiet-notice">{texts.aboveClearance(above)}</p>}
      {held?.found?.map((holding, at) =>
        holding === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: records of one answer neither move nor change
          <HoldingView key={at} holding={holding} place={at + 1} {...{ subject, draft, change, unconfirm }} />
        ),
      )}
      <Recipients source={source} subject={subject} draft={draft} change={change} />
    </section>
  );
}
