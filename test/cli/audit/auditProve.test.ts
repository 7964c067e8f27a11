import { beforeAll, describe, expect, it } from '@jest/globals';
import { runAuditProve } from '../../../cli/audit/auditProve.js';
import { useLogDatabase } from '../../auditlog/support/logDatabase.js';
import { writeLog } from '../../auditlog/support/openTestLog.js';
import { auditKeys } from '../../auditlog/support/samples.js';

const { pool } = useLogDatabase();

// Behind the entry that opened the log.
beforeAll(() => writeLog(pool, 9, { logId: 'main' }));

async function said(run: (out: (line: string) => void) => Promise<number>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await run((line) => lines.push(line));
  return { code, text: lines.join('\n') };
}
const prove = (index: number, json: boolean) =>
  said((out) => runAuditProve({ pool, keys: auditKeys, log: 'main', index, json, out }));

describe('portcullis audit prove', () => {
  it('prints a checked proof against the signed head', async () => {
    const { code, text } = await prove(3, true);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ log: 'main', index: 3, ok: true, treeSize: 10 });
    expect((await prove(3, false)).text).toMatch(/signed:[\s\S]*portcullis\.example\/main[\s\S]*The proof verifies/);
  });

  it('ends with 1 for an entry that is not there', async () => {
    expect(await prove(10, false)).toEqual({ code: 1, text: 'The log main has no entry 10.' });
  });
});
