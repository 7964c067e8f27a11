import { describe, expect, test } from '@jest/globals';
import type { Answered } from '../../../../client/index.js';
import { askWhole, type SubjectData } from '../../../../console/pages/requests/asking/askWhole.js';
import {
  askedOf,
  emptyDocument,
  isNameAlone,
  mistakesIn,
  nothingTyped,
  typedOf,
} from '../../../../console/pages/requests/asking/typed.js';
import { isOverdue, sortRequests } from '../../../../console/pages/requests/list/sortRequests.js';
import { answersPersons } from '../../../../console/shell/session.js';
import { answerOf, holding, holds, recipient } from '../../../subject/support/answers.js';

const typed = { ...nothingTyped, name: ' Nora  Nowhere ', identifiedBy: 'IN_PERSON' };

describe('who asks, as it was typed', () => {
  test('is asked without what was left empty, and typed again as it was', () => {
    expect(askedOf(typed)).toEqual({ name: 'Nora  Nowhere', identifiedBy: 'IN_PERSON' });
    const whole = {
      ...{ request: 'req_1', agency: 'DE-POLICE', name: 'Nora Nowhere', birthDate: '1980-02-03', eori: 'XA1234567' },
      documents: [{ number: 'AB123456', country: 'nl', kind: 'PASSPORT' }, emptyDocument],
      identifiedBy: 'IN_PERSON',
    };
    const asked = askedOf(whole, { confirmed: ['person_1'], excluded: [] });
    expect(asked.documents).toEqual([{ number: 'AB123456', country: 'NL', kind: 'PASSPORT' }]);
    expect(asked).toMatchObject({ request: 'req_1', confirmed: ['person_1'] });
    expect('excluded' in asked).toBe(false);
    const again = { ...whole, documents: [{ ...whole.documents[0], country: 'NL' }] };
    expect(typedOf(asked, 'req_1')).toEqual(again);
  });

  test('is not asked without a name of two words, and without how they were identified', () => {
    expect(mistakesIn(typed)).toEqual([]);
    expect(mistakesIn(nothingTyped)).toEqual(['name', 'identifiedBy']);
    expect(
      mistakesIn({ ...typed, birthDate: '1980', documents: [{ number: '12', country: 'Nor', kind: '' }] }),
    ).toEqual(['birthDate', 'document', 'country']);
  });

  test('is a name alone where nothing else could find anybody', () => {
    expect(isNameAlone(typed)).toBe(true);
    expect(isNameAlone({ ...typed, eori: 'XA1234567' })).toBe(false);
  });
});

describe('an answer of several pages', () => {
  const page = (next: string | null, month: string): Answered<SubjectData> => {
    const persons = holds('persons', [holding('person_1', [])], [recipient({ month })]);
    const subject = answerOf({ persons });
    const seen = { recipients: { rows: [recipient({ month })], looks: 1, next } };
    return { data: { subject: { ...subject, persons: { ...persons, seen } } }, extensions: { requestId: month } };
  };

  test('is asked for as one request, and has who has seen it of all of them', async () => {
    const asked: object[] = [];
    const pages = [page('a', '2026-09'), page('b', '2026-10'), page(null, '2026-11')];
    const read: number[] = [];
    const whole = await askWhole(
      askedOf(typed),
      async (variables) => {
        asked.push(variables);
        return pages[asked.length - 1] as Answered<SubjectData>;
      },
      (count) => read.push(count),
    );
    expect(asked).toEqual([
      { asked: askedOf(typed) },
      { asked: { ...askedOf(typed), request: 'req_1' }, personsAfter: 'a' },
      { asked: { ...askedOf(typed), request: 'req_1' }, personsAfter: 'b' },
    ]);
    expect(read).toEqual([1, 2, 3]);
    expect(whole.data.subject?.persons?.seen?.recipients?.rows?.map(({ month }) => month)).toEqual([
      '2026-09',
      '2026-10',
      '2026-11',
    ]);
    expect(whole.extensions.requestId).toBe('2026-09');
  });

  test('has the errors of each page: a draft is not made of half an answer', async () => {
    const error = { message: 'gone', extensions: { code: 'SOURCE_UNAVAILABLE' } };
    let turn = 0;
    const whole = await askWhole(
      askedOf(typed),
      async () => {
        turn += 1;
        return turn === 1
          ? page('a', '2026-09')
          : { data: { subject: null }, errors: [error], extensions: { requestId: '2' } };
      },
      () => undefined,
    );
    expect(whole.errors).toEqual([error]);
  });
});

describe('the list of requests', () => {
  test('has open ones first, the first to be answered first', () => {
    const rows = [
      { id: 'answered', answeredAt: '2026-11-01T00:00:00Z', answerBy: '2026-11-02' },
      { id: 'no day' },
      { id: 'late', answerBy: '2026-11-30' },
      { id: 'soon', answerBy: '2026-12-24' },
    ];
    expect(sortRequests(rows).map(({ id }) => id)).toEqual(['late', 'soon', 'no day', 'answered']);
    expect(rows.filter((row) => isOverdue(row, '2026-12-01')).map(({ id }) => id)).toEqual(['late']);
    expect(isOverdue({ id: 'today', answerBy: '2026-12-01' }, '2026-12-01')).toBe(false);
  });

  test('is offered to who reads the log, for that purpose alone', () => {
    expect(answersPersons({ role: 'DPO' }, { purpose: 'DATA_SUBJECT_REQUEST' })).toBe(true);
    expect(answersPersons({ role: 'ANALYST' }, { purpose: 'DATA_SUBJECT_REQUEST' })).toBe(false);
    expect(answersPersons({ role: 'DPO' }, { purpose: 'DATA_PROTECTION_AUDIT' })).toBe(false);
  });
});
