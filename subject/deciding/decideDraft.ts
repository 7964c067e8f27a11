import { badUserInput } from '../../schema/errors.js';
import type { Draft } from '../draft/shape.js';
import type { LeftOut, LeftOutRecipient, LeftOutRecord } from '../leftOut.js';
import type { LetterModel } from '../letter/model.js';
import { subjectSources } from '../sources.js';
import { answerLetter } from './answerLetter.js';
import { checksLetter } from './checksLetter.js';
import { assertRegimes, groundOf, noGround } from './grounds.js';
import { type PairedHolding, pairHoldings, pairRecipients } from './paired.js';
import { leftOutRecord, toldCategories, toldHoldings } from './toldHoldings.js';
import { leftOutRecipient, toldRecipients } from './toldRecipients.js';
import { whoseHoldings } from './whose.js';

/** A draft decided: the letter, what is not in it, and how the entry calls it. */
export interface DecidedDraft {
  readonly letter: LetterModel;
  readonly leftOut: LeftOut;
  /** NOTHING_TOLD also where nothing was found: no entry tells the two apart. */
  readonly decision: 'GRANTED' | 'GRANTED_IN_PART' | 'NOTHING_TOLD';
  /** What is in the letter, by id and place. */
  readonly told: readonly { readonly holding: string; readonly paths: readonly string[] }[];
}

/**
 * The letter of a draft, and the list of what it leaves out. Each value that was found is in one of the two.
 *
 * @throws BAD_USER_INPUT with the place in the draft and what is to be chosen there
 */
export function decideDraft(draft: Draft): DecidedDraft {
  const { answer } = draft;
  const paired = pairHoldings(draft);
  const rows = pairRecipients(draft);
  if (draft.answerAs === 'ARTICLE_17') {
    const records = paired.map((each) => leftOutRecord(each, 'ARTICLE_17'));
    const recipients = rows.map((each) => leftOutRecipient(each, 'ARTICLE_17'));
    const leftOut = leftOutOf(draft, paired, records, recipients, aboveClearanceOf(draft, false));
    return { letter: checksLetter(draft), leftOut, decision: 'NOTHING_TOLD', told: [] };
  }
  const { own, others } = whoseHoldings(paired, draft.person);
  const holdings = toldHoldings(draft, own);
  assertRegimes(answer, holdings.told.flatMap(toldCategories));
  const recipients = toldRecipients(answer, rows, own, others, holdings.told);
  const records = [...holdings.leftOut, ...others.map((each) => leftOutRecord(each, 'ANOTHER_PERSON'))];
  const leftOut = leftOutOf(draft, own, records, recipients.leftOut, aboveClearanceOf(draft, true));
  const letter = answerLetter(draft, holdings.told, recipients.told);
  const told = holdings.told.map(({ holding, told: data }) => ({
    holding: holding.id,
    paths: data.map(({ path }) => path),
  }));
  return { letter, leftOut, decision: decisionOf(letter, leftOut), told };
}

function decisionOf(
  { sources }: LetterModel,
  { records, recipients, aboveClearance }: LeftOut,
): DecidedDraft['decision'] {
  if (sources.length === 0) return 'NOTHING_TOLD';
  // Who is restricted is no recipient (Directive (EU) 2016/680, Article 3(10)); a look in vain disclosed nothing.
  const isWithheld =
    records.some(({ why }) => why !== 'ANOTHER_PERSON') ||
    recipients.some(({ why }) => why !== 'RESTRICTED' && why !== 'IN_VAIN') ||
    aboveClearance.length > 0;
  return isWithheld ? 'GRANTED_IN_PART' : 'GRANTED';
}

function leftOutOf(
  draft: Draft,
  own: readonly PairedHolding[],
  records: readonly LeftOutRecord[],
  recipients: readonly LeftOutRecipient[],
  aboveClearance: LeftOut['aboveClearance'],
): LeftOut {
  const { answer, caseReference, nonce } = draft;
  const copied = own.flatMap(({ choice, at }) =>
    choice.copied.map(({ note }, index) => ({ at: `${at}.copied[${index}]`, note })),
  );
  const told = draft.recipients.flatMap(({ note }, index) =>
    note === null ? [] : [{ at: `recipients[${index}]`, note }],
  );
  return {
    form: 'portcullis-subject-left-out-1',
    request: answer.id,
    agency: answer.agency,
    caseReference,
    nonce,
    records,
    recipients,
    namesakes: subjectSources.flatMap((source) => answer[source].namesakes.map(({ id }) => ({ source, id }))),
    namesakesLeftOut: subjectSources.reduce((sum, source) => sum + answer[source].namesakesLeftOut, 0),
    aboveClearance,
    notes: [...copied, ...told],
  };
}

function aboveClearanceOf({ answer, aboveClearance }: Draft, isNeeded: boolean): LeftOut['aboveClearance'] {
  const above = subjectSources.flatMap((source) => {
    const count = answer[source].aboveClearance;
    return count > 0 ? [{ source, count }] : [];
  });
  if (above.length === 0) return [];
  if (!aboveClearance && isNeeded)
    throw badUserInput('Records of the person are above your clearance, and nothing says why they stay out.', {
      at: 'aboveClearance',
      hint: 'Have a colleague who is cleared ask and draft; or state aboveClearance: { ground, reason } as that colleague decided.',
    });
  const ground = aboveClearance ? groundOf(answer, aboveClearance, [], 'aboveClearance') : noGround;
  return above.map((each) => ({ ...each, ...ground }));
}
