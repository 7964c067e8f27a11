import { describe, expect, test } from '@jest/globals';
import {
  changeRecipient,
  choosePerson,
  copyWords,
  decideWhose,
  isToBeSaid,
  leaveOutDatum,
  leaveOutHolding,
  takeOver,
  twinsIn,
} from '../../../../console/pages/requests/draft/choices.js';
import { pairOf, textsApproval } from '../../../../console/pages/requests/draft/settings.js';
import { groundsFor, recipientsBefore } from '../../../../console/pages/requests/found/leaving.js';
import { decide } from '../../../../console/pages/requests/letter/decided.js';
import { lastDraft, noWork, withAnswer } from '../../../../console/pages/requests/work.js';
import { type Draft, decideDraft } from '../../../../subject/index.js';
import { answerOf, datum, draftOf, holding, holds, options, recipient } from '../../../subject/support/answers.js';

const exception = { ground: 'INQUIRY', reason: 'the inquiry goes on' };
const name = datum('names[0].name', 'Nora Nowhere');
const reason = datum('reason', 'She said so', 'persons.reason');
const answer = answerOf({
  persons: holds('persons', [holding('person_1', [name, reason])], [recipient()]),
  seizures: holds('seizures', [holding('seizure_1', [datum('role', 'DRIVER', 'seizures.core')])], [recipient()]),
});
const made = { ...draftOf(answer), notTold: exception };
const leftOut = { ground: 'INQUIRY', reason: 'another one' };
const twins = answerOf({
  persons: holds('persons', [
    holding('person_1', [name], { twin: 1 }),
    holding('person_2', [name], { twin: 2 }),
    holding('person_3', [name]),
  ]),
});

describe('a choice in a draft', () => {
  test('changes one record, one value, or one line, and nothing else', () => {
    const record = leaveOutHolding(made, 'seizure_1', leftOut);
    expect(record.holdings.map(({ leaveOut }) => leaveOut)).toEqual([null, leftOut]);
    const value = leaveOutDatum(made, 'person_1', 0, leftOut);
    expect(value.holdings[0]?.data.map(({ leaveOut }) => leaveOut)).toEqual([leftOut, null]);
    expect(value.holdings[1]).toEqual(made.holdings[1]);
    const line = changeRecipient(made, recipientsBefore(made, 'seizures'), { leaveOut: leftOut });
    expect(line.recipients.map(({ leaveOut }) => leaveOut)).toEqual([null, leftOut]);
    expect(made.holdings[1]?.leaveOut).toBeNull();
  });

  test('is taken back', () => {
    expect(leaveOutHolding(leaveOutHolding(made, 'person_1', leftOut), 'person_1', null)).toEqual(made);
    const copied = copyWords(made, 'person_1', 'reason', { words: 'She said', note: 'it is her own' });
    expect(copied.holdings[0]?.copied).toEqual([{ path: 'reason', words: 'She said', note: 'it is her own' }]);
    expect(copyWords(copied, 'person_1', 'reason', null)).toEqual(made);
  });

  test('is what the letter is made by', () => {
    const bySeizure = decideDraft(leaveOutHolding(made, 'seizure_1', leftOut));
    expect(bySeizure.told).toEqual([{ holding: 'person_1', paths: ['names[0].name'] }]);
    expect(bySeizure.leftOut.records.map(({ holding: id }) => id)).toContain('seizure_1');
  });

  test('of whose a record is is made where a source cannot tell, and where what was confirmed contradicts another record', () => {
    const man = holding('person_1', [datum('gender', 'male')]);
    const woman = holding('person_2', [datum('gender', 'female')], { foundBy: 'CONFIRMED' });
    const toSay = (draft: Draft) =>
      draft.answer.persons.found.filter((each) => isToBeSaid(draft, each)).map(({ id }) => id);
    expect(toSay(draftOf(twins))).toEqual(['person_3']);
    expect(toSay(draftOf(answerOf({ persons: holds('persons', [man, woman]) })))).toEqual(['person_2']);
    expect(toSay(made)).toEqual([]);
  });

  test('of another person of the name forgets what was said of whose a record is', () => {
    const one = decideWhose(choosePerson(draftOf(twins), 1), 'person_3', true);
    expect(decideDraft(one).told.map(({ holding: id }) => id)).toEqual(['person_1', 'person_3']);
    expect(choosePerson(one, 2).holdings.map(({ isOfPerson }) => isOfPerson)).toEqual([null, null, null]);
    expect(twinsIn(one)).toEqual([1, 2]);
    expect(twinsIn(made)).toEqual([]);
  });

  test('has the grounds of the law under which that category is answered', () => {
    const [first, second] = answer.regimes;
    if (!first || !second) throw new Error('two regimes');
    const other = { code: 'CUSTOMS', article: '23', words: 'Customs.' };
    const draft = { ...made, answer: { ...answer, regimes: [first, { ...second, grounds: [other] }] } };
    const codes = (categories?: readonly string[]) => groundsFor(draft, categories).map(({ code }) => code);
    expect(codes(['cargo.parties'])).toEqual(['CUSTOMS']);
    expect(codes(['persons.identity'])).toEqual(['INQUIRY']);
    expect(codes()).toEqual(['INQUIRY', 'CUSTOMS']);
  });
});

describe('a draft made anew of the same request', () => {
  const before = leaveOutDatum(
    copyWords(leaveOutHolding(made, 'seizure_1', leftOut), 'person_1', 'reason', { words: 'She', note: 'hers' }),
    ...(['person_1', 0, leftOut] as const),
  );

  test('keeps what was chosen of what is there still, and tells what is new', () => {
    const more = answerOf({
      ...answer,
      persons: holds('persons', [
        holding('person_0', [name]),
        holding('person_1', [datum('gender', 'f'), name, reason]),
      ]),
    });
    const after = takeOver(changeRecipient(before, 0, { leaveOut: leftOut }), {
      ...draftOf(more, { nonce: 'f'.repeat(32) }),
    });
    expect(after.nonce).toBe(before.nonce);
    expect(after.notTold).toEqual(exception);
    expect(after.holdings.map(({ id, leaveOut }) => [id, leaveOut])).toEqual([
      ['person_0', null],
      ['person_1', null],
      ['seizure_1', leftOut],
    ]);
    expect(after.holdings[1]?.data.map(({ leaveOut }) => leaveOut)).toEqual([null, leftOut, null]);
    expect(after.holdings[1]?.copied).toHaveLength(1);
    expect(() => decideDraft(after)).not.toThrow();
  });

  test('takes nothing over from the draft of another request', () => {
    const other = draftOf(answerOf({ ...answer, id: 'req_2' }));
    expect(takeOver(before, other)).toEqual(other);
  });

  test('outlasts an answer of which none is made: what was decided is in the next', () => {
    const answered = (subject: object) => ({
      ...{ decided: noWork.decided, options },
      answer: { data: { subject: subject as typeof answer }, extensions: { requestId: '1' } },
    });
    const partial = withAnswer({ ...noWork, draft: before }, answered({ ...answer, seizures: null }));
    expect([partial.draft, lastDraft(partial)]).toEqual([undefined, before]);
    const whole = withAnswer(partial, answered(answer));
    expect(whole.draft?.holdings).toEqual(before.holdings);
    expect([whole.kept, whole.problem]).toEqual([undefined, undefined]);
  });
});

describe('what a letter says beside the answer', () => {
  test('is nothing where nothing of it is typed', () => {
    expect(pairOf('', '')).toBeNull();
    expect(textsApproval({ by: 'A lawyer', on: '', reference: '' }, { by: '' })).toBeNull();
    expect(textsApproval(null, { by: 'A lawyer' })).toEqual({ by: 'A lawyer', on: '', reference: '' });
  });

  test('makes no letter while a part of it is missing, and says which', () => {
    expect(() => decide({ ...made, court: pairOf('A court', '') })).toThrow(/court\.contact/);
    expect(() => decide({ ...made, textsApprovedBy: textsApproval(null, { by: 'A' }) })).toThrow(/textsApprovedBy/);
  });

  test('is in the hash: another letter has another, the same one the same', () => {
    const { sha256 } = decide(made);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(decide({ ...made }).sha256).toBe(sha256);
    expect(decide({ ...made, letterDate: '2026-12-03' }).sha256).not.toBe(sha256);
  });
});
