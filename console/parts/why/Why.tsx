import { Fragment, type ReactNode } from 'react';
import { cellState } from '../../../client/index.js';
import { useSession } from '../../shell/session.js';
import { partTexts as texts } from '../../texts/parts.js';
import { CopyButton } from '../controls/CopyButton.js';
import { useAnswer } from '../useAnswer.js';
import type { CellOrigin, Kept } from './cellOrigin.js';
import { Why as question, type WhyQuery } from './why.gql.js';

/** Why a value is not shown in full, what would give more, and whom to ask, with a text to send. */
export function Why(props: { readonly of: Kept; readonly field: string; readonly origin: CellOrigin | undefined }) {
  const { of, field, origin } = props;
  const { because } = texts;
  return (
    <>
      <p className="means">{texts.means[of.state]}</p>
      <dl className="fields">
        <Said term={because.reason}>{texts.reasons[of.reason] ?? of.reason}</Said>
        <Said term={because.ask}>{of.ask}</Said>
        {of.contact !== undefined && <Said term={because.contact}>{of.contact}</Said>}
        <Said term={because.category} className="code">
          {of.category}
        </Said>
        {origin && <Explained origin={origin} contact={of.contact} />}
      </dl>
      <p className="actions">
        <CopyRequest of={of} field={field} origin={origin} />
        <a href={`#/help/${of.state}`}>{because.help}</a>
      </p>
    </>
  );
}

function Said(props: { readonly term: string; readonly className?: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd className={props.className}>
        <bdi>{props.children}</bdi>
      </dd>
    </>
  );
}

/** What the graph says of a field, on a record or of all, as parts of a list of terms; asked when it is looked at. */
export function Explained({ origin, contact }: { readonly origin: CellOrigin; readonly contact: string | undefined }) {
  const { coordinate, record } = origin;
  const asked = useAnswer(question, {
    ...{ field: coordinate, isOnRecord: record !== undefined, id: record ?? '' },
  });
  const { because } = texts;
  if (asked.state === 'failed') return <Said term={because.rule}>{texts.notExplained}</Said>;
  if (asked.state !== 'answered') return <Said term={because.rule}>{texts.loading}</Said>;
  const { data } = asked.answer;
  const here = onRecord(data.node);
  const general = data.viewer?.explain;
  const isUnanswered = !general && cellState(asked.answer, ['viewer', 'explain']).state === 'unanswered';
  const ways = general?.ways ?? [];
  return (
    <>
      {here && <Said term={because.here}>{sentence(here.words)}</Said>}
      {here && (
        <Said term={because.rule} className="code">
          {here.rule}
        </Said>
      )}
      {general && <Said term={because.most}>{general.words}</Said>}
      {isUnanswered && <Said term={because.rule}>{texts.notExplained}</Said>}
      {effectsOf(ways).map(({ effect, ways: same }) => (
        <Fragment key={effect}>
          <dt>{texts.ways[effect] ?? effect}</dt>
          {same.map((way) => (
            <dd key={way}>
              <bdi>{way}</bdi>
            </dd>
          ))}
        </Fragment>
      ))}
      {general && ways.length === 0 && <Said term={because.ways}>{texts.noWay}</Said>}
      {general?.legalBasis && <Said term={because.legalBasis}>{general.legalBasis}</Said>}
      {contact === undefined && here?.contact && <Said term={because.contact}>{here.contact}</Said>}
    </>
  );
}

/** Ways to more by what they would give. */
function effectsOf(ways: readonly { readonly effect: string; readonly changes: readonly string[] }[]) {
  return [...new Set(ways.map(({ effect }) => effect))].map((effect) => ({
    effect,
    ways: ways.filter((way) => way.effect === effect).map(({ changes }) => changes.join(texts.and)),
  }));
}

type OnRecord = NonNullable<Extract<NonNullable<WhyQuery['node']>, { readonly explain?: unknown }>['explain']>;

function onRecord(node: WhyQuery['node']): OnRecord | undefined {
  return (node && 'explain' in node && node.explain) || undefined;
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** A text for whom to ask: who asks, what for, and for which field of which record. Nothing that the record says. */
function CopyRequest({ of, field, origin }: Parameters<typeof Why>[0]) {
  const { statement, officer } = useSession();
  const text = () =>
    texts.requestText({
      ...{ field, category: of.category, coordinate: origin?.coordinate, record: origin?.record },
      ...{ agency: officer.agency, purpose: statement.purpose, caseReference: statement.caseReference },
    });
  return <CopyButton label={texts.because.copy} text={text} isQuiet />;
}
