import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compareReports } from '../../../cli/subject/compare.js';
import type { WholeAnswer } from '../../../subject/index.js';
import { answerOf, datum, holding, holds, options, recipient } from '../../subject/support/answers.js';

const home = mkdtempSync(join(tmpdir(), 'portcullis-compare-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const reportOf = (name: string, answer: WholeAnswer, asked = options.asked): string => {
  const report = { form: 'portcullis-subject-report-1', caseReference: 'c', asked, receipts: [] };
  writeFileSync(join(home, name), JSON.stringify({ ...report, answer, withheld: [] }));
  return join(home, name);
};
const answerAt = (askedAt: string, persons: WholeAnswer['persons']): WholeAnswer => ({
  ...answerOf({ persons }),
  askedAt,
});
const link = holding('link_1', [datum('role', 'OWNER'), datum('share', '21')]);
const rows = [
  recipient({ contact: 'desk@nl.example.org' }),
  recipient({ agency: 'AT-POLICE', restricted: true, told: null, contact: 'desk@at.example.org' }),
];
const before = reportOf(
  'before.json',
  answerAt('2026-12-01T00:00:00Z', holds('persons', [holding('person_1', [datum('birthPlace', 'A')]), link], rows)),
);
const after = reportOf(
  'after.json',
  answerAt('2026-12-02T00:00:00Z', holds('persons', [holding('person_1', [datum('birthPlace', 'B')])])),
);

test('says to the officer who is to be told of a correction and how to reach them, and no value', () => {
  const lines: string[] = [];
  expect(compareReports(before, after, { json: false, out: (line) => void lines.push(line) })).toBe(1);
  expect(lines).toEqual([
    'CORRECTED  persons  person_1  birthPlace  persons.identity',
    'ERASED     persons  link_1  2 values',
    '2 records and links changed.',
    expect.stringContaining('Article 16(6)'),
    'persons  NL-CUSTOMS  2026-11  persons.identity  desk@nl.example.org',
    'persons  AT-POLICE: restricted, ask desk@at.example.org',
  ]);
});

test('takes no later report for the earlier one, by which the wrong ones would be told', () => {
  expect(() => compareReports(after, before, { json: false, out: () => undefined })).toThrow(/is the later one/);
});

test('compares two requests of one person, however the name is written, and takes no other person', () => {
  const silent = { json: false, out: () => undefined };
  const answer = { ...answerAt('2026-12-02T00:00:00Z', holds('persons', [link])), id: 'req_2' };
  const by = (name: string, differing: object, of = answer) =>
    compareReports(before, reportOf(name, of, { ...options.asked, ...differing }), silent);
  expect(by('turned.json', { name: 'NOWHERE, Nora' })).toBe(1);
  expect(by('request.json', { name: 'Nora Elsewhere' }, { ...answer, id: 'req_1' })).toBe(1);
  expect(() => by('other.json', { name: 'Pavel Sokolov' })).toThrow(/different persons/);
  expect(() => by('day.json', { birthDate: '1959-07-19' })).toThrow(/different persons/);
  expect(() => by('agency.json', {}, { ...answer, agency: 'NL-CUSTOMS' })).toThrow(/different persons, or agencies/);
});

test('names the report of which a part is missing: what a source did not answer would seem erased', () => {
  const silent = { ...answerAt('2026-12-03T00:00:00Z', holds('persons', [link])), cargo: null };
  const partial = reportOf('partial.json', silent as unknown as WholeAnswer);
  expect(() => compareReports(before, partial, { json: false, out: () => undefined })).toThrow(
    /partial\.json is not whole: the source cargo did not answer/,
  );
});
