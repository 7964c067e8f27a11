import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { draftLetter } from '../../../cli/subject/draft.js';
import { answerOf, holding, holds, options } from '../../subject/support/answers.js';

const home = mkdtempSync(join(tmpdir(), 'portcullis-draft-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('says of each namesake under which request to ask again, and how many are not listed', () => {
  const origin = { source: 'demo', sourceRef: 'P-2', caseReference: null };
  const namesake = { id: 'person_2', type: 'Person', alikeBy: 'NAME', ...origin };
  const persons = { ...holds('persons', [holding('person_1', [])]), namesakes: [namesake], namesakesLeftOut: 3 };
  const { asked, caseReference } = options;
  const report = { form: 'portcullis-subject-report-1', caseReference, asked, receipts: [], withheld: [] };
  writeFileSync(join(home, 'report.json'), JSON.stringify({ ...report, answer: answerOf({ persons }) }));
  const lines: string[] = [];
  const files = { report: join(home, 'report.json'), output: join(home, 'draft.json') };
  draftLetter({ ...files, language: 'en', json: false, out: (line) => void lines.push(line) });
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/person_2 has the name alone.*ask again with --request req_1 and --confirm with its id/),
      expect.stringMatching(/3 more namesakes, not listed/),
    ]),
  );
});
