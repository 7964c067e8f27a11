import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { printDiff } from '../../../cli/policy/diff.js';
import { initPolicy } from '../../../cli/policy/init.js';
import { runCommand } from '../../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-diff-'));
const [old, next] = [join(folder, 'old'), join(folder, 'new')];

function edit(file: string, from: string, to: string): void {
  const path = join(next, file);
  const text = readFileSync(path, 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  writeFileSync(path, edited);
}

/** What is printed, and the exit code. */
function diff(before: string, after: string): { readonly code: number; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const code = printDiff({ json: false, out: (line) => lines.push(line) }, before, after);
  return { code, lines };
}

beforeAll(() => {
  initPolicy(old);
  initPolicy(next);
});

describe('portcullis policy diff', () => {
  test('says that nothing differs, with exit code 0', () => {
    expect(diff(old, next)).toEqual({ code: 0, lines: ['Nothing differs.'] });
  });

  test('takes one directory alone in place of the one in force', async () => {
    edit('agencies.yaml', 'customs-desk@be.example.org', 'duty-desk@be.example.org');
    for (const [args, says] of [
      [[next], 'ALSO   BE-CUSTOMS: changed in contact.\n'],
      [[next, '--policy-dir', next], 'Nothing differs.\n'],
    ] as const) {
      const command = runCommand(['policy', 'diff', ...args]);
      expect([await command.ended, command.out()]).toEqual([0, says]);
    }
    edit('agencies.yaml', 'duty-desk@be.example.org', 'customs-desk@be.example.org');
  });

  test('says who gains and who loses by a cell, with what it opens and closes', () => {
    edit('matrix.yaml', 'TAX_MS: MASKED, FIU: HIT, OLAF: FULL', 'TAX_MS: FULL, FIU: NONE, OLAF: FULL');
    const { code, lines } = diff(old, next);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(
      /^GAINS {2}every TAX_MS \(ES-TAX\) sees cargo\.movement of records of other agencies, and saw part of it: as INVESTIGATOR, ANALYST, SYSTEM_CLIENT; for [A-Z_, ]+\. \d+ fields: .*It opens \d+ filters: ConsignmentFilter\.mrn/,
    );
    expect(lines.filter((line) => line.startsWith('LOSES'))[0]).toMatch(
      /every FIU \(IT-FIU\) gets nothing of cargo\.movement .*It closes 1 look-up: Query\.consignment\(mrn:\)\.$/,
    );
    expect(diff(next, old).lines.some((line) => /^GAINS .*IT-FIU.* is told of cargo\.movement/.test(line))).toBe(true);
    edit('matrix.yaml', 'TAX_MS: FULL, FIU: NONE, OLAF: FULL', 'TAX_MS: MASKED, FIU: HIT, OLAF: FULL');
  });

  test('says from when and of which records', () => {
    edit('operations.yaml', 'to: 2028-01-01T00:00:00Z', 'to: 2029-01-01T00:00:00Z');
    const { lines } = diff(old, next);
    const gained = lines.filter((line) => line.startsWith('GAINS'));
    expect(gained.length).toBeGreaterThan(0);
    for (const line of gained)
      expect(line).toMatch(/of records of Operation Saltmarsh.* from 2028-01-01T00:00:00Z until 2029-01-01T00:00:00Z/);
    edit('operations.yaml', 'to: 2029-01-01T00:00:00Z', 'to: 2028-01-01T00:00:00Z');
  });

  test('counts a mask that shows more as a gain, and what changes no decision as none', () => {
    edit('matrix.yaml', 'DATE: year', 'DATE: none');
    edit('agencies.yaml', 'customs-desk@be.example.org', 'duty-desk@be.example.org');
    expect(diff(old, next)).toEqual({
      code: 0,
      lines: ['LOSES  MASKED of DATE shows nothing; it showed its year.', 'ALSO   BE-CUSTOMS: changed in contact.'],
    });
    expect(diff(next, old)).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/^GAINS {2}MASKED of DATE/), expect.anything()],
    });
  });

  test('ends with 2, and why, where a policy cannot be read', async () => {
    writeFileSync(join(next, 'matrix.yaml'), 'categories: [');
    const command = runCommand(['policy', 'diff', old, next, '--json']);
    expect(await command.ended).toBe(2);
    expect(command.err()).toMatch(/new\/matrix\.yaml:\d+:\d+: /);
    expect(JSON.parse(command.out())).toMatchObject({ error: { message: expect.stringContaining('matrix.yaml') } });
  });
});
