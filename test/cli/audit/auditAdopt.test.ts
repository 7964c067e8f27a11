import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { listHeads } from '../../../auditlog/heads.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys } from '../../../auditlog/signing/keys.js';
import { adoptNotes, runAuditCheckpoint } from '../../../cli/audit/auditAdopt.js';
import { readTrustedNotes } from '../../../cli/audit/trustedHeads.js';
import { useLogDatabase } from '../../auditlog/support/logDatabase.js';
import { openLog, silent, testHeads, testOpening, writeLog } from '../../auditlog/support/openTestLog.js';
import { auditKeys } from '../../auditlog/support/samples.js';

/* The upgrade of a deployment without head files: its own newest notes, all of them in one file, are adopted. */
const { pool } = useLogDatabase();
let heads: string;
const logs = ['main', 'main.cli', 'main.w1'];

beforeAll(async () => {
  heads = mkdtempSync(join(testHeads(), 'upgrade-'));
  for (const logId of logs) await writeLog(pool, 3, { logId, heads });
  rmSync(heads, { recursive: true });
});

const file = (text: string): string => {
  const path = join(testHeads(), 'notes.txt');
  writeFileSync(path, text);
  return path;
};
const read = (text: string) =>
  readTrustedNotes([file(text)], { given: [], own: [auditKeys.checkpoint.publicKey], option: '--checkpoint' });
async function printed(log?: string): Promise<{ code: number; text: string }> {
  let text = '';
  const code = await runAuditCheckpoint({ pool, log, json: false, out: (part) => (text += `${part}\n`) });
  return { code, text };
}

describe('portcullis audit export --checkpoints', () => {
  it('prints the newest note of each log, so that one file of them can be read again', async () => {
    const { code, text } = await printed();
    expect(code).toBe(0);
    expect(read(text).map(({ log, size }) => [log, size])).toEqual(logs.map((log) => [log, 4]));
    expect(read((await printed('main.w1')).text).map(({ log }) => log)).toEqual(['main.w1']);
  });

  it('ends with 1 where there is none', async () => {
    expect(await printed('nobody')).toEqual({ code: 1, text: '' });
  });
});

describe('portcullis audit adopt --checkpoint NOTE', () => {
  it('refuses a note that the log did not sign, and what is no note, beside good ones too', async () => {
    const { privateKey } = checkpointKeys(Buffer.alloc(32, 9));
    const foreign = signCheckpoint({ origin: originOf('main'), size: 4, root: Buffer.alloc(32) }, privateKey);
    expect(() => read(foreign)).toThrow(/--checkpoint .* is not signed/);
    const { text } = await printed('main');
    expect(() => read(`${text}\nnonsense\n`)).toThrow(/no checkpoint/);
  });

  const adopt = async (text: string): Promise<readonly string[]> => {
    const told: string[] = [];
    const deployment = { pool, keys: auditKeys, heads, opening: testOpening, log: silent, operator: 'night shift' };
    await adoptNotes(deployment, read(text), ({ log, size, isAdopted }) => told.push(`${log} ${size} ${isAdopted}`));
    return told.toSorted();
  };

  it('lets all logs go on that the notes name', async () => {
    await adopt((await printed()).text);
    expect(listHeads(heads)).toEqual(logs);
    for (const logId of logs) await (await openLog(pool, { logId, heads })).close();
  });

  it('adopts of a file with the notes of all logs, of several days, those of the log whose head file is lost', async () => {
    const yesterday = (await printed()).text;
    for (const logId of logs) await (await openLog(pool, { logId, heads })).close();
    rmSync(join(heads, 'main.cli.head'));
    const today = (await printed()).text;
    const newest = Object.fromEntries(read(today).map(({ log, size }) => [log, size]));
    expect(newest['main.cli']).toBeGreaterThan(read(yesterday).find(({ log }) => log === 'main.cli')?.size ?? 0);
    // By an older one it would go on whatever became of the entries behind that.
    const told = await adopt(`${today}\n${yesterday}`);
    expect(told).toEqual([
      `main ${newest.main} false`,
      `main.cli ${newest['main.cli']} true`,
      `main.w1 ${newest['main.w1']} false`,
    ]);
    for (const logId of logs) await (await openLog(pool, { logId, heads })).close();
  });

  it('refuses notes of which none is of a log without a head file', async () => {
    await expect(adopt((await printed()).text)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
