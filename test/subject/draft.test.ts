import { describe, expect, it, test } from '@jest/globals';
import { parse } from 'graphql';
import type { SubjectAnswer, SubjectResponse } from '../../subject/answer.js';
import { joinPages, makeDraft, nextVariables, readDraft, subjectDocument, writeDraft } from '../../subject/index.js';
import { answerOf, datum, draftOf, empty, holding, holds, options, recipient, responseOf } from './support/answers.js';
import { refusal } from './support/refusal.js';

const answer = answerOf({
  persons: holds('persons', [holding('person_1', [datum('names[0].name', 'Nora Nowhere')])], [recipient()]),
});

test('the document is one question with one root field', () => {
  const [operation] = parse(subjectDocument).definitions;
  expect(operation).toMatchObject({ kind: 'OperationDefinition', selectionSet: { selections: { length: 1 } } });
});

describe('an answer of which a part is missing makes no draft', () => {
  const subject = answer as SubjectAnswer;
  const parts: readonly (readonly [string, SubjectResponse, string])[] = [
    ['an error', { data: { subject }, errors: [{ path: ['subject', 'cargo'] }] }, 'subject.cargo'],
    ['a withheld value', { data: { subject }, extensions: { withheld: [{}] } }, 'extensions.withheld'],
    ['no subject', { data: { subject: null } }, 'data.subject'],
    ['no data', {}, 'data.subject'],
    ['a silent source', { data: { subject: { ...subject, cargo: null } } }, 'data.subject.cargo'],
    [
      'a list that is null',
      { data: { subject: { ...subject, persons: { ...answer.persons, found: null } } } },
      'data.subject.persons.found',
    ],
    [
      'no recipients',
      { data: { subject: { ...subject, persons: { ...answer.persons, seen: null } } } },
      'data.subject.persons.seen',
    ],
    [
      'an unread page',
      {
        data: {
          subject: {
            ...subject,
            cargo: { ...empty('cargo'), seen: { recipients: { rows: [], looks: 0, next: 'c' } } },
          },
        },
      },
      'data.subject.cargo.seen.recipients.next',
    ],
    [
      'a value that is null',
      {
        data: {
          subject: {
            ...subject,
            persons: {
              ...answer.persons,
              found: [{ ...holding('p', []), data: [{ ...datum('a', 'b'), value: null }] }],
            },
          },
        },
      },
      'data.subject.persons.found[0].data[0].value',
    ],
    ['a record named twice', responseOf(answerOf({ persons: answer.persons, cargo: answer.persons })), 'data.subject'],
    ['no regime', responseOf(answerOf({ regimes: [] })), 'data.subject.regimes'],
  ];
  it.each(parts)('such as %s', (_, response, at) => {
    expect(refusal(() => makeDraft(response, options))).toMatchObject({ code: 'BAD_USER_INPUT', at });
  });

  it('and a nonce that is not 128 bits makes none either', () => {
    expect(refusal(() => draftOf(answer, { nonce: '00' }))).toMatchObject({ at: 'nonce' });
  });
});

test('a draft is read as it was written, and one that was changed where nothing is to be chosen is refused with the place', () => {
  const draft = draftOf(answer);
  expect(readDraft(writeDraft(draft))).toEqual(draft);
  const changed = writeDraft(draft).replace('"isOfPerson": null', '"isOfPerson": "Nora"');
  expect(refusal(() => readDraft(changed))).toMatchObject({ code: 'BAD_USER_INPUT', at: 'holdings[0].isOfPerson' });
  const more = writeDraft(draft).replace('"note": null', '"note": null, "secret": 1');
  expect(refusal(() => readDraft(more))).toMatchObject({ at: 'recipients[0].secret' });
  expect(refusal(() => readDraft('{'))).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('no error of a draft repeats a value of it', () => {
  const changed = writeDraft(draftOf(answer)).replace('"twin": null', '"twin": "Nora Nowhere"');
  expect(() => readDraft(changed)).toThrow(/answer\.persons\.found\[0\]\.twin/);
  expect(() => readDraft(changed)).not.toThrow(/Nora/);
});

test('pages of recipients are joined, a line that goes on at the next page too', () => {
  const page = (rows: readonly ReturnType<typeof recipient>[], next: string | null): SubjectAnswer => ({
    ...answer,
    persons: { ...answer.persons, seen: { recipients: { rows: [...rows], looks: 1, next } } },
  });
  const first = page([recipient({ times: 2 })], 'c');
  expect(nextVariables(first)).toEqual({ personsAfter: 'c' });
  const second = page(
    [recipient({ times: 3, categories: ['persons.documents'] }), recipient({ month: '2026-10' })],
    null,
  );
  const joined = joinPages(first, second);
  expect(nextVariables(joined)).toBeNull();
  expect(joined.persons?.seen?.recipients?.rows).toEqual([
    recipient({ times: 5, categories: ['persons.documents', 'persons.identity'] }),
    recipient({ month: '2026-10' }),
  ]);
});
