import { describe, expect, it, test } from '@jest/globals';
import type { Recipient } from '../../subject/answer.js';
import type { Draft } from '../../subject/draft/shape.js';
import { decideDraft, leftOutInputs } from '../../subject/index.js';
import { answerOf, datum, draftOf, empty, exception, holding, holds, recipient } from './support/answers.js';
import { pageOf } from './support/files.js';
import { refusal } from './support/refusal.js';

const own = holding('person_1', [
  datum('names[0].name', 'Nora Nowhere'),
  datum('identifications[0].number', 'X123', 'persons.documents'),
  datum('reason', 'Seen with goods near the old harbour at night', 'persons.reason'),
]);
const draft = (given: Partial<Draft> = {}, rows: readonly Recipient[] = []): Draft => ({
  ...draftOf(answerOf({ persons: holds('persons', [own], rows) })),
  notTold: exception,
  ...given,
});
const choice = (given: Partial<Draft['holdings'][number]>, rows: readonly Recipient[] = []): Draft => {
  const made = draft({}, rows);
  return { ...made, holdings: made.holdings.map((each) => ({ ...each, ...given })) };
};
const whoIn = (one: Draft) => decideDraft(one).letter.recipients.flatMap(({ rows }) => rows.map(({ who }) => who));
const whyOut = (one: Draft) => decideDraft(one).leftOut.recipients.map(({ why }) => why);

describe('what is told', () => {
  it('is of categories that are told by default, and the rest needs a reason once', () => {
    const { told, leftOut, decision } = decideDraft(draft());
    expect(told).toEqual([{ holding: 'person_1', paths: ['names[0].name', 'identifications[0].number'] }]);
    expect(leftOut.records).toMatchObject([{ paths: ['reason'], why: 'NOT_TOLD_BY_DEFAULT', article: '15(1)(a)' }]);
    expect(decision).toBe('GRANTED_IN_PART');
    expect(refusal(() => decideDraft(draft({ notTold: null })))).toMatchObject({
      code: 'BAD_USER_INPUT',
      at: 'notTold',
    });
  });

  it('is granted whole where all is told', () => {
    const answer = answerOf({ persons: holds('persons', [holding('person_1', own.data.slice(0, 2))]) });
    expect(decideDraft(draftOf(answer)).decision).toBe('GRANTED');
    expect(decideDraft(draftOf(answerOf())).decision).toBe('NOTHING_TOLD');
  });

  it('is nothing of a category that the answer does not name', () => {
    const answer = answerOf({
      persons: holds('persons', [holding('person_1', [datum('x', 'SECRET', 'persons.new')])]),
    });
    expect(JSON.stringify(decideDraft({ ...draftOf(answer), notTold: exception }).letter)).not.toContain('SECRET');
  });

  it('needs a ground of the regime for what is left out, and the entry has it', () => {
    const left = choice({ leaveOut: exception });
    expect(leftOutInputs(decideDraft(left).leftOut)).toEqual([
      {
        holding: 'person_1',
        categories: ['persons.documents', 'persons.identity', 'persons.reason'],
        ...exception,
      },
    ]);
    const other = choice({ leaveOut: { ground: 'WHIM', reason: 'x' } });
    expect(refusal(() => decideDraft(other))).toMatchObject({
      at: 'holdings[0].leaveOut.ground',
      hint: 'One of: INQUIRY.',
    });
  });

  it('needs a regime for its group', () => {
    const answer = answerOf({ persons: holds('persons', [holding('person_1', own.data.slice(0, 1))]) });
    const lawless = { ...answer, regimes: answer.regimes.map((each) => ({ ...each, groups: ['cargo'] })) };
    expect(refusal(() => decideDraft(draftOf(lawless)))).toMatchObject({ at: 'answer.regimes' });
  });

  it('has words that the officer copied, if they stand in the record', () => {
    const copied = (words: string, path = 'reason') => choice({ copied: [{ path, words, note: 'harmless' }] });
    const { letter, leftOut } = decideDraft(copied('Seen […] near the old harbour'));
    expect(letter.sources[0]?.records[0]?.copied).toEqual([
      { label: 'Reason', value: 'Seen […] near the old harbour' },
    ]);
    expect(leftOut.notes).toEqual([{ at: 'holdings[0].copied[0]', note: 'harmless' }]);
    expect(refusal(() => decideDraft(copied('near […] Seen')))).toMatchObject({ at: 'holdings[0].copied[0].words' });
    expect(refusal(() => decideDraft(copied('Nora', 'names[0].name')))).toMatchObject({
      at: 'holdings[0].copied[0].path',
    });
    const gone = choice({ leaveOut: exception, copied: [{ path: 'reason', words: 'Seen', note: 'x' }] });
    expect(refusal(() => decideDraft(gone))).toMatchObject({ at: 'holdings[0].copied[0].path' });
  });

  it('says nothing of records above the clearance, and the list says why', () => {
    const above = { ...draft(), answer: answerOf({ persons: { ...holds('persons', [own]), aboveClearance: 3 } }) };
    expect(refusal(() => decideDraft(above))).toMatchObject({ at: 'aboveClearance' });
    const { leftOut, letter } = decideDraft({ ...above, aboveClearance: exception });
    expect(leftOut.aboveClearance).toMatchObject([{ source: 'persons', count: 3, ground: 'INQUIRY' }]);
    expect(letter).toEqual(decideDraft(draft()).letter);
  });

  test('a draft whose choices are not those of its answer is refused', () => {
    expect(refusal(() => decideDraft({ ...draft(), holdings: [] }))).toMatchObject({ at: 'holdings[0]' });
    expect(refusal(() => decideDraft({ ...draft({}, [recipient()]), recipients: [] }))).toMatchObject({
      at: 'recipients[0]',
    });
    expect(refusal(() => decideDraft(choice({ data: [] })))).toMatchObject({ at: 'holdings[0]' });
  });
});

describe('two people of one name and date of birth are never in one letter', () => {
  const one = holding('person_1', [datum('names[0].name', 'FIRST')], { twin: 1 });
  const other = holding('person_2', [datum('names[0].name', 'SECOND')], { twin: 2 });
  const open = holding('link_3', [datum('statedName', 'OPEN', 'seizures.core')]);
  const twins = draftOf(
    answerOf({ persons: holds('persons', [one, other], [recipient()]), seizures: holds('seizures', [open]) }),
  );
  const chosen = (person: number, isOfPerson: boolean | null): Draft => ({
    ...twins,
    person,
    holdings: twins.holdings.map((each) => ({ ...each, isOfPerson: each.id === 'link_3' ? isOfPerson : null })),
  });

  it('and the error says what is to be chosen', () => {
    expect(refusal(() => decideDraft(twins))).toMatchObject({ code: 'BAD_USER_INPUT', at: 'person' });
    expect(refusal(() => decideDraft(chosen(1, null)))).toMatchObject({ at: 'holdings[2].isOfPerson' });
    expect(refusal(() => decideDraft(chosen(3, true)))).toMatchObject({ at: 'person', hint: 'One of: 1, 2.' });
    const against = chosen(1, true);
    const [first, ...rest] = against.holdings;
    const holdings = first ? [{ ...first, isOfPerson: false }, ...rest] : [];
    expect(refusal(() => decideDraft({ ...against, holdings }))).toMatchObject({ at: 'holdings[0].isOfPerson' });
  });

  it('nor are recipients of a source that holds both', () => {
    const { letter, leftOut } = decideDraft(chosen(2, false));
    const text = pageOf(letter);
    expect([text.includes('SECOND'), text.includes('FIRST'), text.includes('OPEN')]).toEqual([true, false, false]);
    expect(leftOut.records.map(({ holding: id, why }) => [id, why])).toEqual([
      ['person_1', 'ANOTHER_PERSON'],
      ['link_3', 'ANOTHER_PERSON'],
    ]);
    expect(leftOut.recipients.map(({ why }) => why)).toEqual(['ANOTHER_PERSON']);
    const forced = {
      ...chosen(2, true),
      recipients: twins.recipients.map((each) => ({ ...each, tell: true, note: 'x' })),
    };
    expect(decideDraft(forced).leftOut.recipients.map(({ why }) => why)).toEqual(['ANOTHER_PERSON']);
  });

  it('and where the answer is of one person, nobody is somebody else', () => {
    expect(refusal(() => decideDraft(choice({ isOfPerson: false })))).toMatchObject({ at: 'holdings[0].isOfPerson' });
    expect(refusal(() => decideDraft(draft({ person: 1 })))).toMatchObject({ at: 'person' });
  });
});

describe('recipients', () => {
  it('are told by category, third countries apart, by name where the officer says so', () => {
    const rows = [
      recipient(),
      recipient({ agency: 'US-CBP', agencyKind: 'PARTNER_THIRD_COUNTRY', country: 'US', thirdCountry: true }),
    ];
    expect(decideDraft(draft({}, rows)).letter.recipients.map(({ heading }) => heading)).toEqual([
      'To whom the data were disclosed',
      'Third countries to which the data were disclosed',
    ]);
    expect(whoIn(draft({}, rows))).toEqual([
      'Customs authorities of Member States',
      'Authorities of third countries (US)',
    ]);
    expect(whoIn(draft({ recipientsBy: 'NAME' }, rows))).toEqual([
      'Customs authorities of Member States: NL-CUSTOMS',
      'Authorities of third countries (US): US-CBP',
    ]);
  });

  it('of several months and sources are one line for each purpose, and presence is apart', () => {
    const rows = [
      recipient(),
      recipient({ month: '2026-10', times: 3 }),
      recipient({ told: 'PRESENCE', categories: [], times: 1 }),
    ];
    const { recipients } = decideDraft(draft({}, rows)).letter;
    expect(recipients.map((table) => table.rows)).toMatchObject([
      [{ months: ['2026-10', '2026-11'], times: 5, categories: ['Words of persons.identity'] }],
      [{ times: 1, categories: [] }],
    ]);
  });

  it('are not told where they are restricted, looked in vain, or saw nothing of what is told', () => {
    const restricted = recipient({
      restricted: true,
      told: null,
      purpose: null,
      month: null,
      categories: null,
      times: null,
    });
    const rows = [restricted, recipient({ told: 'ASKED' }), recipient({ categories: ['persons.reason'] })];
    expect(whoIn(draft({}, rows))).toEqual([]);
    expect(whyOut(draft({}, rows))).toEqual(['RESTRICTED', 'IN_VAIN', 'DATA_LEFT_OUT']);
    const forced = draft({}, rows);
    const tell = (note: string | null) => ({
      ...forced,
      recipients: forced.recipients.map((each) => ({ ...each, tell: true, note })),
    });
    expect(refusal(() => decideDraft(tell(null)))).toMatchObject({ at: 'recipients[0].note' });
    expect(whoIn(tell('it agreed by letter'))).toEqual(['Customs authorities of Member States']);
  });

  it('are told with the categories that are told alone', () => {
    const rows = [recipient({ categories: ['persons.identity', 'persons.documents'] })];
    const data = own.data.map(({ path, category }) => ({
      path,
      leaveOut: category === 'persons.documents' ? exception : null,
    }));
    expect(decideDraft(choice({ data }, rows)).letter.recipients[0]?.rows[0]?.categories).toEqual([
      'Words of persons.identity',
    ]);
  });

  it('are not told of a source of which a record is left out, until the officer says so', () => {
    const more = holding('person_2', [datum('names[0].name', 'Nora')]);
    const made = draftOf(answerOf({ persons: holds('persons', [own, more], [recipient()]) }));
    const holdings = made.holdings.map((each) => ({ ...each, leaveOut: each.id === 'person_2' ? exception : null }));
    const partial = { ...made, notTold: exception, holdings };
    expect(whyOut(partial)).toEqual(['CANNOT_BE_TOLD_APART']);
    const recipients = made.recipients.map((each) => ({ ...each, tell: true, note: 'it saw the first alone' }));
    expect(whoIn({ ...partial, recipients })).toEqual(['Customs authorities of Member States']);
  });

  it('are told by no force, not even of presence where nothing of a source is told', () => {
    const link = holding('link_1', [datum('role', 'CARRIER', 'cargo.parties')]);
    const persons = holds('persons', [holding('person_1', own.data.slice(0, 1))]);
    const rows = [recipient({ told: 'PRESENCE', categories: [] }), recipient({ categories: ['cargo.parties'] })];
    const made = draftOf(answerOf({ persons, cargo: holds('cargo', [link], rows) }));
    const holdings = made.holdings.map((each) => ({ ...each, leaveOut: each.id === 'link_1' ? exception : null }));
    const recipients = made.recipients.map((each) => ({ ...each, tell: true, note: 'told' }));
    expect(whyOut({ ...made, holdings, recipients })).toEqual(['DATA_LEFT_OUT', 'DATA_LEFT_OUT']);
  });

  it('can be left out on a ground', () => {
    const made = draft({}, [recipient()]);
    const recipients = made.recipients.map((each) => ({ ...each, leaveOut: exception }));
    expect(decideDraft({ ...made, recipients }).leftOut.recipients).toMatchObject([{ why: 'GROUND', ...exception }]);
  });
});

describe('a supervisor’s letter for a person who may not be told', () => {
  it('says the same no matter what was found', () => {
    const found = { ...draft({}, [recipient()]), answerAs: 'ARTICLE_17' as const };
    const nothing = { ...draftOf(answerOf()), answerAs: 'ARTICLE_17' as const };
    const { letter, leftOut, decision } = decideDraft(found);
    expect(pageOf(letter)).toBe(pageOf(decideDraft(nothing).letter));
    expect([leftOut.records.length, leftOut.recipients.length, decision]).toEqual([1, 1, 'NOTHING_TOLD']);
    expect([...letter.opening, ...letter.rights]).toEqual([
      'All necessary checks, or a review, have taken place at your request (Directive (EU) 2016/680, Article 17(3)).',
      'You have the right to seek a judicial remedy (Directive (EU) 2016/680, Article 53).',
    ]);
  });

  it('is none where no regime has it', () => {
    const [, general] = answerOf().regimes;
    const made = draftOf(answerOf({ regimes: general ? [general] : [], cargo: empty('cargo') }));
    expect(refusal(() => decideDraft({ ...made, answerAs: 'ARTICLE_17' }))).toMatchObject({ at: 'answerAs' });
  });
});
