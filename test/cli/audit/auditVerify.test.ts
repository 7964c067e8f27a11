import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { VerificationKeys } from '../../../auditlog/verification/verify.js';
import { type AuditVerifyOptions, runAuditVerify } from '../../../cli/audit/auditVerify.js';
import { readVerifierKeys } from '../../../cli/audit/trustedHeads.js';
import { useLogDatabase } from '../../auditlog/support/logDatabase.js';
import { openLog, writeLog } from '../../auditlog/support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { takeKey } from '../../auditlog/support/treeKeys.js';
import { logTables } from '../../auditlog/verification/tampering.js';

const { pool, admin } = useLogDatabase();
let folder: string;
let heads: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-verify-'));
});
beforeEach(async () => {
  heads = mkdtempSync(join(folder, 'heads-'));
  await truncate();
  await write('main', 10);
});

async function truncate(): Promise<void> {
  await admin.query(`truncate ${[...logTables.map((table) => `audit.${table}`), 'audit_keys.tree_key'].join(', ')}`);
}

/** Writes a log; its writer keeps its head. */
const write = (logId: string, count: number) => writeLog(pool, count, { logId, heads });

async function verify(changes: Partial<AuditVerifyOptions> = {}) {
  const lines: string[] = [];
  const keys: VerificationKeys = auditKeys;
  const code = await runAuditVerify({ pool, keys, heads, json: true, out: (line) => lines.push(line), ...changes });
  const text = lines.join('\n');
  return { code, text, json: changes.json === false ? null : JSON.parse(text) };
}
const inWords = (changes: Partial<AuditVerifyOptions> = {}) => verify({ json: false, ...changes });
const noHeads = () => join(folder, 'no-heads');

describe('portcullis audit verify', () => {
  it('ends with 0 against the head file, and says size and root', async () => {
    const { code, text } = await inWords();
    expect(code).toBe(0);
    expect(text).toMatch(
      /^OK {8}main: [0-9]+ entries, [0-9]+ checkpoints, root [0-9a-f]{64}\n {2}All entries are those/,
    );
    expect((await verify()).json).toMatchObject({ log: 'main', verdict: 'OK', ok: true, faults: [], missing: [] });
  });

  it('takes a database and heads of one backup for the present ones, and says so: a head kept elsewhere tells', async () => {
    const tables = [...logTables.map((table) => `audit.${table}`), 'audit_keys.tree_key'];
    const copyOf = (table: string): string => `backup_${table.replace('.', '_')}`;
    const headsCopy = mkdtempSync(join(folder, 'backup-'));
    for (const table of tables) await admin.query(`create table ${copyOf(table)} as table ${table}`);
    cpSync(heads, headsCopy, { recursive: true });
    await write('main', 5);
    const { rows } = await admin.query(
      `select note from audit.checkpoint where log = 'main' order by size desc limit 1`,
    );
    const kept = join(folder, 'kept.note');
    writeFileSync(kept, rows[0].note);
    await truncate();
    for (const table of tables) {
      await admin.query(`insert into ${table} table ${copyOf(table)}`);
      await admin.query(`drop table ${copyOf(table)}`);
    }
    const restored = { heads: headsCopy };

    const { code, text } = await inWords(restored);
    expect([code, text]).toEqual([0, expect.stringMatching(/^OK {8}main: 11 entries/)]);
    expect(text).toMatch(/\nWhat this does not show: .* restored together from one backup \(main.*--trust NOTE/);
    expect(text.match(/What this does not show/g)).toHaveLength(1);
    expect((await verify(restored)).json.notShown).toMatch(/restored together from one backup/);

    const found = await inWords({ ...restored, trust: [kept] });
    expect(found.code).toBe(1);
    expect(found.text).toMatch(/the note .* is over 17 entries, but only 11 are there/);
  });

  it('says from which entry on no head kept elsewhere tells', async () => {
    const { rows } = await admin.query(
      `select note from audit.checkpoint where log = 'main' order by size desc limit 1`,
    );
    const kept = join(folder, 'earlier.note');
    writeFileSync(kept, rows[0].note);
    const whole = await inWords({ trust: [kept] });
    expect(whole.code).toBe(0);
    expect(whole.text).not.toContain('What this does not show');
    await write('main', 5);
    expect((await inWords({ trust: [kept] })).text).toMatch(/What this does not show: .*main from entry 11 on/);
  });

  it('ends with 1 and names every entry at fault', async () => {
    await admin.query(`update audit.entry set agency = 'XX' where index in (4, 6)`);
    const { code, text } = await inWords();
    expect(code).toBe(1);
    expect(text).toMatch(/^BROKEN {4}main[\s\S]*entry 4: the column agency[\s\S]*entry 6: the column agency/);
    const { json } = await verify();
    expect(json).toMatchObject({
      verdict: 'BROKEN',
      faults: [
        { log: 'main', index: 4 },
        { log: 'main', index: 6 },
      ],
    });
  });

  it('ends with 2 where no head was kept, and says what is missing', async () => {
    const { code, text } = await inWords({ heads: noHeads() });
    expect(code).toBe(2);
    expect(text).toMatch(/^UNPROVEN {2}main: [\s\S]*missing: a trusted head/);
    expect((await verify({ heads: noHeads() })).json).toMatchObject({
      verdict: 'UNPROVEN',
      missing: [{ log: 'main', what: expect.stringMatching(/a trusted head/) }],
    });
  });

  it('ends with 2 where there is no log: that one was never there is not known', async () => {
    await truncate();
    expect((await verify({ heads: noHeads() })).json).toEqual({
      verdict: 'UNPROVEN',
      ok: false,
      faults: [],
      missing: [],
      logs: [],
    });
    expect((await inWords({ heads: noHeads() })).code).toBe(2);
  });

  it('ends with 1 where all of a log is gone but its keys, which say that it was there', async () => {
    await admin.query(`truncate ${logTables.map((table) => `audit.${table}`).join(', ')}`);
    const { code, json } = await verify({ heads: noHeads() });
    const what = expect.stringMatching(
      /^keys stand for it \(the first of HOUSE .*\), and nothing else of it is there$/,
    );
    expect({ code, faults: json.faults }).toEqual({ code: 1, faults: [{ log: 'main', index: null, what }] });
  });

  it.each([
    ['a subtree', `insert into audit.node values ('made-up', 8, 0, $1)`, /a stored subtree 8\/0 belongs to nothing/],
    ['a cosigned head', `insert into audit.cosigned values ('made-up', 3, 'no note', now())`, /./],
    [
      'a node of keys',
      `insert into audit_keys.tree_key values ('made-up', 'LOOK', '2026-01-01', 24, 0, $1::bytea || '\\x0000000000000000'::bytea, 'x')`,
      /keys stand for it \(the first of LOOK 2026-01-01\), and nothing else of it is there/,
    ],
  ])('names a log that was made up, of which nothing is there but %s', async (_what, statement, said) => {
    const keys = { ...auditKeys, store: admin as unknown as LogPool };
    expect((await verify({ keys })).code).toBe(0);
    const client = await admin.connect();
    try {
      await client.query(statement, statement.includes('$1') ? [Buffer.alloc(32, 1)] : []);
      const { code, json } = await verify({ keys });
      expect({ code, faults: json.faults }).toEqual({
        code: 1,
        faults: [{ log: 'made-up', index: expect.anything(), what: expect.stringMatching(said) }].map((fault) =>
          expect.objectContaining({ log: fault.log, what: fault.what }),
        ),
      });
    } finally {
      for (const table of ['audit.node', 'audit.cosigned', 'audit_keys.tree_key'])
        await client.query(`delete from ${table} where log = 'made-up'`);
      client.release();
    }
  });

  it.each([
    ['was added', `insert into audit.envelope values ($1, $2)`],
    ['is a copy of another one', `insert into audit.envelope select $1, sealed from audit.envelope limit 1`],
  ])('names an envelope that no entry names and that %s', async (_how, statement) => {
    const digest = Buffer.alloc(16, 7);
    const decisions = [{ envelope: 'A', full: [], below: [] }];
    const log = await openLog(pool, { logId: 'main', heads });
    await log.append({ header: sampleHeader(), body: sampleBody(), decided: { clearance: 'PUBLIC', decisions } });
    await log.close();
    expect((await verify()).code).toBe(0);
    await admin.query(statement, statement.includes('$2') ? [digest, Buffer.alloc(300, 7)] : [digest]);
    try {
      const { code, json } = await verify();
      const what = `the envelope ${digest.toString('base64url')} is not one that was sealed under its digest`;
      expect({ code, faults: json.faults }).toEqual({ code: 1, faults: [{ log: null, index: null, what }] });
      expect((await inWords()).text).toContain(`BROKEN    ${what}.`);
      // Nobody tells without the keys.
      const { auditSeal: _seal, blindIndex: _index, ...outside } = auditKeys;
      expect((await verify({ keys: outside })).json.faults).toEqual([]);
    } finally {
      await admin.query('delete from audit.envelope where digest = $1', [digest]);
    }
  });

  it('ends with 1 where the tables hide entries from auditors, though it sees them all itself', async () => {
    await admin.query(`alter table audit.entry enable row level security;
      create policy all_rows on audit.entry using (true) with check (true);
      create policy hidden on audit.entry as restrictive for select to portcullis_audit using (agency <> 'NL-CUSTOMS')`);
    try {
      const { code, json } = await verify({ log: 'main' });
      const what = 'the policy hidden of audit.entry is none that the product makes';
      expect({ code, faults: json.faults }).toEqual({
        code: 1,
        faults: expect.arrayContaining([{ log: null, index: null, what }]),
      });
      expect((await inWords()).text).toContain(`BROKEN    ${what}.`);
    } finally {
      await admin.query(`alter table audit.entry disable row level security;
        drop policy hidden on audit.entry; drop policy all_rows on audit.entry`);
    }
  });

  it('names what the tables are where they cannot be read for it', async () => {
    await admin.query('alter table audit.node alter level type text');
    try {
      const { code, json } = await verify();
      const faults = [
        { log: null, index: null, what: 'the column list of audit.node is not the one that the product makes' },
        { log: null, index: null, what: expect.stringMatching(/^the logs could not be read: operator does not exist/) },
      ];
      expect({ code, faults: json.faults }).toEqual({ code: 1, faults });
    } finally {
      await admin.query('alter table audit.node alter level type smallint using level::smallint');
    }
  });

  it('ends with 1 where the folder of heads names a log that the database lacks', async () => {
    await write('main.w7', 5);
    expect((await verify()).code).toBe(0);
    for (const table of logTables) await admin.query(`delete from audit.${table} where log = 'main.w7'`);
    const { code, json } = await verify();
    expect({ code, faults: json.faults }).toEqual({
      code: 1,
      faults: [expect.objectContaining({ log: 'main.w7', index: 0, what: expect.stringMatching(/only 0 are there/) })],
    });
  });

  it('ends with 2 where a head file cannot be read, and names it', async () => {
    writeFileSync(join(heads, 'main.head'), 'spoiled');
    const { code, json } = await verify();
    expect(code).toBe(2);
    expect(json.missing).toContainEqual({ log: 'main', what: expect.stringMatching(/main\.head cannot be read/) });
  });
});

describe('portcullis audit verify --trust NOTE --key KEY', () => {
  const note = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const newest = async (log = 'main'): Promise<string> =>
    (await admin.query('select note from audit.checkpoint where log = $1 order by size desc limit 1', [log])).rows[0]
      ?.note as string;
  const key = (log = 'main', publicKey = auditKeys.checkpoint.publicKey) => verifierKeyOf(originOf(log), publicKey);

  it('proves the log elsewhere, without any key of the deployment, by a key as text or as a file', async () => {
    const trust = [note('kept', await newest())];
    const outside = { keys: {}, heads: noHeads(), trust };
    for (const text of [key(), note('main.pub', `${key()}\n`)]) {
      const { code, json } = await verify({ ...outside, verifierKeys: readVerifierKeys([text]) });
      expect({ code, verdict: json.verdict, missing: json.missing }).toEqual({ code: 0, verdict: 'OK', missing: [] });
      expect(json.limits).toMatch(/Bodies were not opened/);
    }
    expect((await verify({ heads: noHeads(), trust })).code).toBe(0);
  });

  it('takes an erasure for an act without the seal key, where the log of the ERASE entry is proven as well', async () => {
    const log = await openLog(pool, { logId: 'main.cli', heads });
    const header = sampleHeader({ kind: 'ERASE', requestId: 'erase/main/3', at: new Date().toISOString() });
    await log.append({ header, body: sampleBody({ disclosed: [], caseReference: null }) });
    await log.close();
    await takeKey(admin, 'main', 3);
    await admin.query(`update audit.entry set tokens = null where log = 'main' and index = 3`);
    const { store } = auditKeys;
    const outside = { keys: { store }, heads: noHeads(), verifierKeys: readVerifierKeys([key(), key('main.cli')]) };
    const trust = [note('of-main', await newest())];
    expect((await verify({ ...outside, trust })).json).toMatchObject({
      verdict: 'UNPROVEN',
      missing: expect.arrayContaining([{ log: 'main', what: expect.stringMatching(/ERASE entry main\.cli/) }]),
    });
    trust.push(note('of-operators', await newest('main.cli')));
    expect((await verify({ ...outside, trust })).json).toMatchObject({ verdict: 'OK', missing: [] });
  });

  it('finds what was cut off behind the note that was kept, and what was rewritten below it', async () => {
    const kept = {
      keys: {},
      heads: noHeads(),
      trust: [note('old', await newest())],
      verifierKeys: readVerifierKeys([key()]),
    };
    await write('main', 5);
    expect((await verify(kept)).json).toMatchObject({ verdict: 'OK' });
    await admin.query('delete from audit.checkpoint');
    await admin.query('delete from audit.lease');
    await admin.query(`delete from audit.entry where index >= 8`);
    expect((await verify(kept)).json).toMatchObject({ verdict: 'BROKEN', faults: [{ log: 'main', index: 8 }] });
  });

  it('reads a log from a note on that was verified before, by --since, and others whole', async () => {
    await write('main', 300);
    const since = [note('before', await newest())];
    await write('main', 20);
    await write('main.cli', 3);
    const { code, json } = await verify({ since });
    expect({ code, unread: json.logs.map((each: { unread: number }) => each.unread) }).toEqual({
      code: 0,
      unread: [256, 0],
    });
    await admin.query(`delete from audit.entry where log = 'main' and index = 315`);
    expect((await verify({ since })).json).toMatchObject({ verdict: 'BROKEN', faults: [{ log: 'main', index: 315 }] });
    await expect(verify({ since, log: 'main.cli' })).rejects.toThrow(/before is of the log main, and only main\.cli/);
    await expect(verify({ since: [note('words', 'a note')] })).rejects.toThrow(/--since \S+ is no checkpoint/);
  });

  it('refuses a note that none of the keys has signed, one of another log, and what is no note or key', async () => {
    const other = checkpointKeys(Buffer.alloc(32, 9));
    const text = signCheckpoint({ origin: originOf('main'), size: 1, root: Buffer.alloc(32) }, other.privateKey);
    const trusting = (file: string, keys: readonly string[]) =>
      verify({ keys: {}, heads: noHeads(), trust: [file], verifierKeys: readVerifierKeys(keys) });
    await expect(trusting(note('foreign', text), [key()])).rejects.toThrow(/foreign is not signed by a known key of/);
    await expect(trusting(note('right', await newest()), [key('main.w1')])).rejects.toThrow(
      /not signed by a known key/,
    );
    await expect(trusting(note('words', 'a note'), [key()])).rejects.toThrow(/is no checkpoint/);
    await expect(trusting(join(folder, 'nowhere'), [key()])).rejects.toThrow(/cannot be read/);
    await expect(verify({ log: 'other', trust: [note('own', await newest())] })).rejects.toThrow(/is of the log main/);
    expect(() => readVerifierKeys([key().replace('main', 'mine')])).toThrow(/is no verifier key/);
  });
});
