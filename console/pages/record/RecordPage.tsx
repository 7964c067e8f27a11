import '../../styles/pages/record.css';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { type Answered, cellState } from '../../../client/index.js';
import { AnswerView } from '../../parts/AnswerView.js';
import { Cell, NotAnswered } from '../../parts/Cell.js';
import { Page } from '../../parts/Page.js';
import { PrintSheet } from '../../parts/paper/PrintSheet.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { readsLog, useSession } from '../../shell/session.js';
import { fieldLabel } from '../../texts/fields.js';
import { partTexts } from '../../texts/parts.js';
import { recordTexts as texts } from '../../texts/record.js';
import type { QuestionId, Typed } from '../audit/asking/questions.js';
import { kindOf, things } from './kinds/all.js';
import type { Kind } from './kinds/kind.js';
import { origin, terms } from './kinds/terms.js';
import { Links } from './Links.js';
import { Marks } from './Marks.js';
import { Matches } from './Matches.js';
import { sortFields } from './plan.js';
import { SortedFields, Values } from './Values.js';
import { History } from './versions/History.js';

/** A record by its public id. */
export function RecordPage() {
  const { id } = useParams({ from: '/record/$id' });
  const kind = kindOf(id);
  if (kind) return <KindPage key={id} kind={kind} id={id} />;
  return (
    <Page title={texts.page}>
      <p>{texts.noSuchId}</p>
    </Page>
  );
}

/** What is known of a container. */
export function ContainerPage() {
  const { number } = useParams({ from: '/container/$number' });
  return <KindPage key={number} kind={things.container} id={number} />;
}

/** What is known of a ship. */
export function VesselPage() {
  const { number } = useParams({ from: '/vessel/$number' });
  return <KindPage key={number} kind={things.vessel} id={number} />;
}

interface KindOf {
  readonly kind: Kind;
  readonly id: string;
}

function KindPage({ kind, id }: KindOf) {
  const asked = useAnswer(kind.question, { id });
  const { officer } = useSession();
  const name = texts.kinds[kind.type] ?? kind.type;
  const actions = (
    <>
      {kind.isRecord && readsLog.has(officer.role) && <SeenBy id={id} />}
      <Button className="button" onPress={() => print()}>
        {partTexts.print}
      </Button>
    </>
  );
  const title = asked.state === 'answered' ? <Title kind={kind} id={id} answer={asked.answer} /> : name;
  return (
    <PrintSheet>
      <Page title={title} tab={name} actions={actions}>
        <AnswerView asked={asked}>{(answer) => <Body kind={kind} id={id} answer={answer} />}</AnswerView>
      </Page>
    </PrintSheet>
  );
}

/** The way to the log, with the question filled in: whether this viewer may see the record or not. */
function SeenBy({ id }: { readonly id: string }) {
  const [, setTab] = useRemembered('audit.tab', '');
  const [, setQuestion] = useRemembered('audit.question', '');
  const [, setTyped] = useRemembered<Typed>('audit.typed', {});
  const fill = () => {
    setTab('ask');
    setQuestion('LooksAtThisPerson' satisfies QuestionId);
    setTyped({ id });
  };
  return (
    <Link to="/audit" onClick={fill}>
      {texts.seenBy}
    </Link>
  );
}

/** What a record is called, after its kind. */
function Title({ kind, id, answer }: KindOf & { readonly answer: Answered }) {
  const name = texts.kinds[kind.type] ?? kind.type;
  const title = kind.title;
  const called = title === undefined ? undefined : cellState(answer, [kind.root, title]);
  if (title === undefined || called?.state === 'null' || cellState(answer, [kind.root]).state !== 'shown') return name;
  return (
    <>
      <span className="record-kind">{name}</span>{' '}
      <Cell
        answer={answer}
        path={[kind.root, title]}
        field={fieldLabel(kind.type, title)}
        origin={{ coordinate: `${kind.type}.${title}`, record: kind.isRecord ? id : undefined }}
      />
    </>
  );
}

function Body({ kind, id, answer }: KindOf & { readonly answer: Answered }) {
  const root = [kind.root];
  const state = cellState(answer, root);
  if (state.state === 'unanswered') {
    if (state.error.extensions.code === 'BAD_USER_INPUT') return <p>{texts.noSuchId}</p>;
    return (
      <p>
        <NotAnswered /> {texts.notAnswered}
      </p>
    );
  }
  if (state.state !== 'shown') return <p>{texts.notFound}</p>;
  const page = kind.isRecord ? id : undefined;
  return (
    <div className="record">
      {kind.isRecord && <Marks answer={answer} path={[...root, 'handling']} />}
      {kind.isRecord && <Head answer={answer} kind={kind} id={id} />}
      <Values answer={answer} base={root} type={kind.type} page={page} groups={kind.groups} />
      {kind.links && <Links kind={kind} id={id} links={kind.links} />}
      {kind.matches?.map((table) => (
        <Matches key={table.id} table={table} id={id} type={kind.type} />
      ))}
      {kind.isRecord && <History id={id} type={kind.type} />}
    </div>
  );
}

/** Below the marks: what is kept of them, and where the record comes from. */
function Head({ kind, id, answer }: KindOf & { readonly answer: Answered }) {
  const sorted = (name: string, type: string, { fields }: typeof terms) =>
    sortFields(answer, [kind.root], kind.type, [{ as: 'object', name, type, parts: fields }]);
  const conditions = { ...sorted('handling', 'Handling', terms), shown: [], none: [] };
  return (
    <div className="record-line">
      <SortedFields {...{ answer, page: id }} sorted={conditions} />
      <SortedFields {...{ answer, page: id }} sorted={sorted('provenance', 'Provenance', origin)} />
      <p>
        {fieldLabel('', 'id')} <bdi className="code-value">{id}</bdi>
      </p>
    </div>
  );
}
