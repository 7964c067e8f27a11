import { describe, expect, test } from '@jest/globals';
import { marksOf } from '../../../../console/pages/record/marks.js';

const answerOf = (handling: object | null, withheld: readonly object[] = []) =>
  ({ data: { node: { handling } }, extensions: { requestId: 'r', withheld } }) as never;
const path = ['node', 'handling'];
const envelope = {
  originator: 'DE-POLICE',
  classification: 'RESTREINT_UE',
  handlingCodes: ['H1', 'H3'],
  handlingNote: 'Ask before use.',
  sourceEvaluation: 'B',
  informationEvaluation: 2,
  dataSubjectCategory: 'VICTIM',
  minor: true,
  purposeLimits: ['CRIMINAL_INVESTIGATION'],
  expiresAt: '2031-11-25T06:00:00Z',
};

describe('the marks of a record', () => {
  test('say its classification first, then what binds, then whose it is', () => {
    expect(marksOf(answerOf(envelope), path, 'NL-CUSTOMS').map(({ id, text }) => `${id}: ${text}`)).toEqual([
      'classification: RESTREINT UE/EU RESTRICTED',
      'handling: H1: not in judicial proceedings without the provider’s permission',
      'handling: H3: other restrictions, see the note',
      'handling: Note: Ask before use.',
      'handling: Only for criminal investigation',
      'protected: Is to the case: victim',
      'protected: Minor',
      'plain: Entered by DE-POLICE',
      'plain: B2: source mostly reliable; known to the source, not to the official',
      'plain: Expires 25 Nov 2031, 06:00 UTC',
    ]);
  });

  test('tell an own record from others', () => {
    expect(marksOf(answerOf(envelope), path, 'DE-POLICE').find(({ id }) => id === 'own')?.text).toMatch(/own agency/);
  });

  test('are none, rather than those of an open record, where the envelope is kept', () => {
    const line = { path: 'node.handling', category: 'handling', effect: 'NONE', reason: 'RECORD', count: 1 };
    expect(marksOf(answerOf(null, [line]), path, 'DE-POLICE')).toEqual([]);
  });

  test('keep a code that is not known, as it is', () => {
    const marks = marksOf(answerOf({ ...envelope, handlingCodes: ['H9'] }), path, null);
    expect(marks.map(({ text }) => text)).toContain('H9');
  });
});
