import { createHash, hash } from 'node:crypto';
import { describe, expect, it, test } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import type { WholeAnswer } from '../../subject/answer.js';
import { decideDraft, languages, statedForm } from '../../subject/index.js';
import { writeCsv } from '../../subject/letter/csv.js';
import { writeJson } from '../../subject/letter/json.js';
import { letterStyle, letterStyleSource } from '../../subject/letter/style.js';
import { answerOf, datum, draftOf, holding, holds, options, recipient } from './support/answers.js';
import { filesOf, pageOf } from './support/files.js';

const answerWith = (value: string): WholeAnswer =>
  answerOf({
    persons: holds('persons', [holding('person_1', [datum('names[0].name', value)], { source: value })], [recipient()]),
  });
const letterWith = (value: string, name = value) => {
  const asked = { ...options.asked, name: name.trim() || 'x' };
  return decideDraft(draftOf(answerWith(value), { asked })).letter;
};
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '</title><img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '=HYPERLINK("http://x.example","y")',
    '\u202egnp.exe',
    '</bdi></td></table><h1>GRANTED</h1>',
    '<!--',
    '&lt;b&gt;',
    '\t=1+1',
    '@SUM(A1)',
    '\ud800',
  ),
);

/** The tags of a page, without what stands between them. */
const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];

describe('a letter as HTML', () => {
  it('has the same tags no matter what a record says', () => {
    const plain = tagsOf(pageOf(letterWith('Nora')));
    fc.assert(
      fc.property(hostile, (value) => {
        expect(tagsOf(pageOf(letterWith(value)))).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  it('runs nothing, loads nothing, and allows its own style alone', () => {
    const html = pageOf(letterWith('Nora'));
    const hash = createHash('sha256').update(letterStyle).digest('base64');
    expect(letterStyleSource).toBe(`'sha256-${hash}'`);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|\son\w+=|\sstyle=|url\(|@import/i);
  });

  it('can be read aloud: a language, one main heading, headings of each column and row', () => {
    for (const language of languages) {
      const html = pageOf(decideDraft(draftOf(answerWith('Nora'), { language })).letter);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html.match(/<h1>/g)).toHaveLength(1);
      const tables = html.match(/<table>[\s\S]*?<\/table>/g) ?? [];
      expect(tables.length).toBeGreaterThan(1);
      for (const table of tables) expect(table).toMatch(/<caption>.+<\/caption>[\s\S]*scope="col"[\s\S]*scope="row"/);
      for (const [, id] of html.matchAll(/aria-labelledby="([^"]+)"/g)) expect(html).toContain(` id="${id}"`);
    }
  });

  it('turns no word beside a name that turns the direction of writing', () => {
    expect(pageOf(letterWith('\u202egnp.exe'))).toContain('<bdi>\u202egnp.exe</bdi>');
  });
});

test('a letter as CSV has no cell that a spreadsheet takes for a formula, and the value can be read again', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const rows: string[][] = parseCsv(writeCsv(letterWith(value, 'Nora Nowhere')), { relax_column_count: false });
      const cells = rows.flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
      const told = rows.find(([, , , , field]) => field === 'Names 1, Name')?.[5];
      expect(told?.replace(/^'/, '')).toBe(value.toWellFormed());
    }),
    { numRuns: 25 },
  );
});

test('a letter as JSON is what it says', () => {
  const letter = letterWith('Nora');
  const { words: _, ...said } = letter;
  expect(JSON.parse(writeJson(letter))).toEqual(said);
});

test('all three forms say all that the letter says', () => {
  const letter = letterWith('Nora Nowhere');
  const said = [
    letter.title,
    letter.nonce,
    letter.proposal ?? '',
    letter.last,
    ...letter.opening,
    ...letter.rights,
    ...letter.particulars.map(({ value }) => value),
  ];
  const plain = (html: string) =>
    html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  const csv = parseCsv(writeCsv(letter)).flat();
  for (const one of said) {
    expect(plain(pageOf(letter))).toContain(one);
    expect(csv).toContain(one);
  }
});

test('a letter as HTML states what the letter is in each other form, so that its own hash is of all three', () => {
  const files = filesOf(letterWith('Nora'));
  for (const form of ['json', 'csv'] as const) {
    const sha256 = hash('sha256', files[`letter.${form}`]);
    expect(files['letter.html']).toContain(`${form.toUpperCase()} SHA-256 ${sha256}`);
    const forged = pageOf(letterWith(statedForm(form, sha256)));
    expect(forged).not.toContain(statedForm(form, sha256));
  }
});

describe('a letter', () => {
  it('states the reasons of a restriction where the officer tells them, and none of a supervisor’s', () => {
    const reasonsTold = 'An inquiry is going on.';
    const draft = { ...draftOf(answerWith('Nora')), reasonsTold };
    for (const text of Object.values(filesOf(decideDraft(draft).letter))) expect(text).toContain(reasonsTold);
    expect(pageOf(decideDraft({ ...draft, answerAs: 'ARTICLE_17' }).letter)).not.toContain(reasonsTold);
  });

  it('has the person first, and says that there is no recipient in place of an empty table', () => {
    const link = { ...holding('interest_1', [datum('kind', 'OWNERSHIP')]), type: 'Interest' };
    const made = decideDraft(
      draftOf(answerOf({ persons: holds('persons', [link, holding('person_1', [datum('name', 'N')])]) })),
    );
    expect(made.letter.sources[0]?.records.map(({ title }) => title)).toEqual(['1. Person', '2. Ownership or post']);
    expect(pageOf(made.letter)).toContain('There is no recipient to be named here.');
    expect(pageOf(made.letter)).not.toContain('<tbody>\n</tbody>');
  });

  it('ends with the same paragraph, whether something is told or nothing', () => {
    for (const language of languages) {
      const told = decideDraft(draftOf(answerWith('Nora'), { language })).letter;
      const nothing = decideDraft(draftOf(answerOf(), { language })).letter;
      expect(told.last).toBe(nothing.last);
      expect(told.rights).toEqual(nothing.rights);
    }
  });

  it('is marked as a proposal until somebody has approved its texts, and each regime that it cites', () => {
    const draft = draftOf(answerOf());
    expect(pageOf(decideDraft(draft).letter)).toContain('PROPOSAL');
    const textsApprovedBy = { by: 'A. Lawyer', on: '2026-12-01', reference: 'L-1' };
    expect(pageOf(decideDraft({ ...draft, textsApprovedBy }).letter)).not.toContain('PROPOSAL');
    const regimes = draft.answer.regimes.map((each, index) => (index === 0 ? { ...each, approvedBy: null } : each));
    const answer = { ...draft.answer, regimes };
    expect(pageOf(decideDraft({ ...draft, textsApprovedBy, answer }).letter)).toContain('PROPOSAL');
  });
});
