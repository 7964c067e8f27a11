import { type Draft, type Language, languages, subjectSources } from '../../../../subject/index.js';
import { Choice } from '../../../parts/controls/Choice.js';
import { requestTexts } from '../../../texts/requests.js';
import { Line } from '../asking/Line.js';
import { LeaveOut } from '../found/LeaveOut.js';
import { groundsFor } from '../found/leaving.js';
import { pairOf, textsApproval } from './settings.js';

const texts = requestTexts.draft;

interface FormOf {
  readonly draft: Draft;
  change(draft: Draft): void;
}

/** What a letter says beside the answer. */
export function DraftForm({ draft, change }: FormOf) {
  const { fields } = texts;
  const line = (label: string, value: string, set: (value: string) => Partial<Draft>, isDate = false) => (
    <Line label={label} value={value} set={(next) => change({ ...draft, ...set(next) })} isDate={isDate} />
  );
  const { answeredBy, court, textsApprovedBy: approval } = draft;
  const approve = (more: Parameters<typeof textsApproval>[1]) => ({ textsApprovedBy: textsApproval(approval, more) });
  return (
    <div className="draft-form">
      <div className="row">
        <Choice
          label={fields.language}
          value={draft.language}
          onChange={(id) => change({ ...draft, language: id as Language })}
          options={languages.map((id) => ({ id, text: texts.languages[id] }))}
        />
        <Choice
          label={fields.answerAs}
          value={draft.answerAs}
          onChange={(id) => change({ ...draft, answerAs: id as Draft['answerAs'] })}
          options={(['ANSWER', 'ARTICLE_17'] as const).map((id) => ({ id, text: texts.kinds[id] }))}
        />
        <Choice
          label={fields.recipientsBy}
          value={draft.recipientsBy}
          onChange={(id) => change({ ...draft, recipientsBy: id as Draft['recipientsBy'] })}
          options={(['CATEGORY', 'NAME'] as const).map((id) => ({ id, text: texts.by[id] }))}
        />
        {line(fields.letterDate, draft.letterDate, (letterDate) => ({ letterDate }), true)}
      </div>
      <div className="row">
        {line(fields.name, answeredBy.name, (name) => ({ answeredBy: { ...answeredBy, name } }))}
        {line(fields.contact, answeredBy.contact, (contact) => ({ answeredBy: { ...answeredBy, contact } }))}
        {line(fields.courtName, court?.name ?? '', (name) => ({ court: pairOf(name, court?.contact ?? '') }))}
        {line(fields.courtContact, court?.contact ?? '', (contact) => ({ court: pairOf(court?.name ?? '', contact) }))}
      </div>
      <div className="row">
        {line(fields.safeguards, draft.safeguards ?? '', (text) => ({ safeguards: text === '' ? null : text }))}
        {line(fields.reasonsTold, draft.reasonsTold ?? '', (text) => ({ reasonsTold: text === '' ? null : text }))}
        {line(fields.approvedBy, approval?.by ?? '', (by) => approve({ by }))}
        {line(fields.approvedOn, approval?.on ?? '', (on) => approve({ on }), true)}
        {line(fields.approvedAs, approval?.reference ?? '', (reference) => approve({ reference }))}
      </div>
      <Wholes draft={draft} change={change} />
    </div>
  );
}

/** Why what is never told by itself stays out: once for all of it. */
function Wholes({ draft, change }: FormOf) {
  const hasAbove = subjectSources.some((source) => draft.answer[source].aboveClearance > 0);
  return (['notTold', ...(hasAbove ? (['aboveClearance'] as const) : [])] as const).map((name) => (
    <p key={name} className="actions">
      <span>
        {`${texts.whole[name]}: `}
        {draft[name] ? texts.stays(draft[name].ground) : texts.noGround}
      </span>
      <LeaveOut
        of={texts.whole[name]}
        isDefault
        now={draft[name]}
        grounds={groundsFor(draft)}
        set={(leaveOut) => change({ ...draft, [name]: leaveOut })}
      />
    </p>
  ));
}
