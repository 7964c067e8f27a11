import { describe, expect, test } from '@jest/globals';
import type { Answered } from '../../../../../client/index.js';
import type { Outcome } from '../../../../../console/pages/screening/asking/run.js';
import { readLines } from '../../../../../console/pages/screening/lines/readLines.js';
import { viewOf, type WorkRow, workRow } from '../../../../../console/pages/screening/table/rows.js';
import { resultWords } from '../../../../../console/pages/screening/table/words.js';
import { unrestricted } from '../../../../../console/pages/search/asking/restriction.js';

const id = `person_${'a'.repeat(24)}`;
const reference = `seizure_${'Zyg1TuQscxD85d2k'.repeat(5)}`;
const audit = { log: 'main', index: 7, leafHash: '00' };
type Parts = Partial<Pick<Answered, 'errors'>> & { readonly withheld?: Answered['extensions']['withheld'] };

const rowOf = (text: string, data: object, path: readonly (string | number)[], parts: Parts = {}): WorkRow => {
  const [line] = readLines(text).lines;
  if (!line) throw new RangeError('no line');
  const { errors, withheld } = parts;
  const answer: Answered = {
    ...{ data, ...(errors && { errors }) },
    extensions: { requestId: '1', audit, ...(withheld && { withheld }) },
  };
  const outcome: Outcome = { state: 'answered', answer, path, at: new Date('2026-12-01T08:00:00Z') };
  return workRow(line, outcome, unrestricted);
};

const record = { id, name: 'Фиктив Омега', birthDate: '1979', nationality: ['BG'], handling: null };
const match = { score: 0.98, state: 'SUPPORTED', matchedName: 'Fiktiv Omega', settledBy: 'DOCUMENT', record };
const result = { state: 'OK', hitState: 'ASKED', hitContact: null, hit: null, matches: [] as object[] };
const named = (of: object, parts?: Parts) =>
  rowOf('Fiktiv Omega', { found: [{ ...result, ...of }] }, ['found', 0], parts);

const kind = { lookedUp: [], hitState: 'NOT_ASKED', exact: [] };
const kinds = ['persons', 'organizations', 'vessels', 'aircraft', 'consignments', 'seizures', 'incidents'];
const numbered = (forms: readonly string[], of: object, parts?: Parts) => {
  const search = {
    recognised: forms.map((form) => ({ form })),
    ...Object.fromEntries(kinds.map((each) => [each, kind])),
  };
  return rowOf('BEC-2026-00814', { search: { ...search, ...of } }, ['search'], parts);
};

describe('a line of the table', () => {
  test('is a no-hit only where all was searched and hits were looked for', () => {
    const row = named({});
    expect([viewOf(row, undefined), resultWords(row)]).toEqual(['nothing', 'nothing in what you may see']);
  });

  test.each([
    ['DENIED', 'ASKED', 'notLent', 'nobody is ruled out'],
    ['TIMEOUT', 'ASKED', 'noTime', 'nobody is ruled out'],
    ['PARTIAL', 'ASKED', 'inPart', 'not all was searched'],
    ['OK', 'LIMITED', 'hitsLimited', 'hits not looked for'],
    ['OK', 'UNAVAILABLE', 'hitsUnavailable', 'hits could not be looked for'],
  ])('is to be looked at where it ended as %s, %s', (state, hitState, worth, words) => {
    const row = named({ state, hitState });
    expect(row.found?.worth).toBe(worth);
    expect(viewOf(row, undefined)).toBe('look');
    expect(resultWords(row)).toContain(words);
  });

  test('is to be looked at where its source did not answer', () => {
    const errors = [{ message: '', path: ['found'], extensions: { code: 'SOURCE_UNAVAILABLE', source: 'persons' } }];
    const row = rowOf('Fiktiv Omega', { found: null }, ['found', 0], { errors });
    expect([row.found?.worth, viewOf(row, undefined)]).toEqual(['unanswered', 'look']);
  });

  test('has its candidates, and its hit with whom to ask', () => {
    const row = named({ matches: [match], hit: { id: reference }, hitContact: 'desk@example.org' });
    expect(row.found?.candidates).toEqual([
      { kind: 'persons', id, path: ['found', 0, 'matches', 0, 'record'], match: ['found', 0, 'matches', 0] },
    ]);
    expect(row.found?.hits).toEqual([{ reference, contact: 'desk@example.org' }]);
    expect(resultWords(row)).toBe('a hit, 1 candidate');
  });

  test('that is a number has the records that it names, and a hit with its contact', () => {
    const row = numbered(
      ['CASE_REFERENCE'],
      {
        seizures: { lookedUp: ['CASE_REFERENCE'], hitState: 'ASKED', exact: [{ id: reference, caseReference: null }] },
        incidents: { lookedUp: ['CASE_REFERENCE'], hitState: 'ASKED', exact: [{ id, title: 'Meeting' }] },
      },
      {
        withheld: [
          {
            ...{ path: 'search.seizures.exact.*.caseReference', category: 'seizures.core', effect: 'HIT' },
            ...{ reason: 'CATEGORY', count: 1, contact: 'desk@be.example.org' },
          },
        ],
      },
    );
    expect(row.found).toMatchObject({
      worth: 'whole',
      candidates: [{ kind: 'incidents', id }],
      hits: [{ reference, contact: 'desk@be.example.org' }],
    });
  });

  test('that is a number is no no-hit where a kind that knows it may not be looked up, or was not', () => {
    const looked = { ...kind, lookedUp: ['CASE_REFERENCE'], hitState: 'ASKED' };
    expect(numbered(['CASE_REFERENCE'], {}).found?.worth).toBe('notLent');
    expect(numbered(['CASE_REFERENCE'], { seizures: looked }).found?.worth).toBe('inPart');
    expect(numbered(['CASE_REFERENCE'], { seizures: looked, incidents: looked }).found?.worth).toBe('whole');
    expect(numbered(['WORDS'], {}).found?.worth).toBe('notLookedUp');
    expect(numbered(['CASE_REFERENCE'], { seizures: looked, incidents: null }).found?.worth).toBe('unanswered');
    const late = { ...looked, exact: null };
    expect(numbered(['CASE_REFERENCE'], { seizures: late, incidents: looked }).found?.worth).toBe('noTime');
    const limited = { ...looked, hitState: 'LIMITED' };
    expect(numbered(['CASE_REFERENCE'], { seizures: looked, incidents: limited }).found?.worth).toBe('hitsLimited');
  });

  test('stands where its reader put it', () => {
    expect(viewOf(named({ matches: [match] }), 'done')).toBe('done');
    expect(viewOf(named({}), 'look')).toBe('look');
  });
});
