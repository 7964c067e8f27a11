import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../../auditlog/c2sp/checkpoint.js';
import { readProof } from '../../../../auditlog/files/storedProof.js';
import { verifierKeyOf } from '../../../../auditlog/signing/keys.js';
import { findNewestCheckpoint } from '../../../../auditlog/store/checkpoint.js';
import { createAuditReader } from '../../../../auditlog/store/reader.js';
import { readConsistencyProof } from '../../../../auditlog/store/tree.js';
import { type AuditExportOptions, runAuditExport, toInstant } from '../../../../cli/audit/outside/auditExport.js';
import { openCommandContext } from '../../../../cli/commandContext.js';
import { openLog } from '../../../../cli/log.js';
import { createOperatorLog } from '../../../../cli/operatorLog/operatorLog.js';
import { openLogPool } from '../../../../storage/pool/logPool.js';
import { makeFolder } from '../../../ingest/support/samples.js';
import { fileOf, verifyAudit } from '../../../tools/support/verifyAudit.js';
import { openIdleDeployment } from '../../support/idleDeployment.js';

const { database, settings } = await openIdleDeployment('portcullis audit export ');
const silent = openLog({ logLevel: 'silent' });
const pool = database.ending(openLogPool(database.adminUrl));
const context = await openCommandContext(settings, silent);
database.ending({ close: () => context.databases.release() });
const printed: string[] = [];

beforeAll(fill);

async function run(changes: Partial<AuditExportOptions>): Promise<string> {
  const stdout = new PassThrough();
  const pieces: Buffer[] = [];
  stdout.on('data', (piece: Buffer) => void pieces.push(piece));
  const operatorLog = createOperatorLog(settings, context, silent);
  const { keys, policy } = context;
  const asked = { log: 'main.cli', from: null, to: null, agency: null, json: true, operator: 'night shift' };
  const out = (line: string): void => void printed.push(line);
  await runAuditExport({ pool, keys, policy, operatorLog, stdout, out, ...asked, ...changes });
  return Buffer.concat(pieces).toString('utf8');
}

const newest = async () => {
  const { entries } = await createAuditReader(pool, 'main.cli', context.keys).search({
    agencies: null,
    limit: 1,
  });
  return entries[0];
};

/** Something in the log: an export of nothing is refused, for there is no signed head yet. */
async function fill(): Promise<void> {
  const { look } = createOperatorLog(settings, context, silent);
  const startedAt = new Date().toISOString();
  await look({ act: 'auditVerify', id: `look_${startedAt}`, operator: 'x', originator: null, startedAt, facts: {} });
}

describe('portcullis audit export', () => {
  it('is verified by somebody who has the public key and the tool', async () => {
    const key = verifierKeyOf(originOf('main.cli', context.keys.origin), context.keys.checkpoint.publicKey);
    const path = fileOf(await run({}));
    const { code, out, err } = await verifyAudit('export', path, '--key', key);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^VERIFIED\nhead of \d+ entries of portcullis\.example\/[0-9a-f]{16}\/main\.cli/);
  });

  it('is not all that the tool verifies: proofs of one entry and of a later head, as the product gives them', async () => {
    const { checkpoint, origin } = context.keys;
    const key = verifierKeyOf(originOf('main.cli', origin), checkpoint.publicKey);
    const before = await findNewestCheckpoint(pool, 'main.cli');
    await fill();
    const now = await findNewestCheckpoint(pool, 'main.cli');
    const [first, second] = [before?.size ?? 0, now?.size ?? 0];
    const hashes = await readConsistencyProof(pool, { log: 'main.cli', first, second });
    const lines = hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
    const consistency = fileOf(`old ${first}\n${lines}\n${now?.note}`);
    const head = ['--head', fileOf(before?.note ?? ''), '--key', key];
    expect(await verifyAudit('consistency', consistency, ...head)).toMatchObject({ code: 0, err: '' });
    const proof = fileOf((await readProof(pool, 'main.cli', 1))?.text ?? '');
    const { leafHash } = (await createAuditReader(pool, 'main.cli').entry(1)) ?? {};
    const receipt = fileOf(`${JSON.stringify({ extensions: { audit: { log: 'main.cli', index: 1, leafHash } } })}\n`);
    expect(await verifyAudit('proof', proof, '--receipt', receipt, '--key', key)).toMatchObject({ code: 0, err: '' });
  });

  it('is in the log of operators before it is handed out, with its range and its file', async () => {
    const output = join(makeFolder(), 'all.export');
    expect(await run({ output })).toBe('');
    const bytes = readFileSync(output);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      log: 'main.cli',
      start: 0,
      bytes: bytes.length,
      sha256,
    });
    const { header, body } = (await newest()) ?? {};
    expect(header).toMatchObject({ kind: 'ADMIN', operationName: 'auditExport', agency: null });
    expect(body?.variables).toMatchObject({ log: 'main.cli', from: null, agency: null, output: 'all.export' });
  });

  it('goes to standard output where no file is named', async () => {
    expect(await run({ agency: 'NL-CUSTOMS' })).toMatch(/^portcullis-audit-export@v1\n[\s\S]*\nend \d+\n$/);
    expect((await newest())?.header).toMatchObject({ operationName: 'auditExport', agency: 'NL-CUSTOMS' });
  });

  it('is not handed out where it cannot be logged, and leaves no file', async () => {
    await pool.query({ text: 'revoke insert on audit.entry from portcullis_audit_writer' });
    const output = join(makeFolder(), 'none.export');
    try {
      await expect(run({ output })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
      expect(existsSync(output)).toBe(false);
    } finally {
      await pool.query({ text: 'grant insert on audit.entry to portcullis_audit_writer' });
    }
  });

  it('is refused for an agency that nobody knows, and for a time that is not over', async () => {
    await expect(run({ agency: 'XX-SPY' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(run({ to: '2999-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('takes days and instants in UTC, and nothing else', () => {
    expect(toInstant('2026-11-01', '--from')).toBe('2026-11-01T00:00:00.000Z');
    expect(toInstant('2026-11-01T08:00Z', '--from')).toBe('2026-11-01T08:00:00.000Z');
    expect(toInstant(undefined, '--from')).toBeNull();
    for (const text of ['2026-02-30', '2026', 'yesterday', '2026-11-01T08:00', '2026-13-01', ''])
      expect(() => toInstant(text, '--from')).toThrow(/no day or instant/);
  });
});
