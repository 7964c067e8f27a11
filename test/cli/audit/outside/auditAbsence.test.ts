import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { buildIndex } from '../../../../auditlog/absence/findIndex.js';
import { indexId } from '../../../../auditlog/absence/stated.js';
import { originOf } from '../../../../auditlog/c2sp/checkpoint.js';
import { bodyOpeners } from '../../../../auditlog/keys.js';
import { leafHash, rootHash } from '../../../../auditlog/merkle.js';
import { signCheckpoint } from '../../../../auditlog/signing/checkpoints.js';
import { verifierKeyOf } from '../../../../auditlog/signing/keys.js';
import { runAuditAbsence } from '../../../../cli/audit/outside/auditAbsence.js';
import { runAuditIndex, runAuditIndexCheck } from '../../../../cli/audit/outside/auditIndex.js';
import { periodBetween } from '../../../../cli/audit/outside/heldHeads.js';
import { openCommandContext } from '../../../../cli/commandContext.js';
import { openLog } from '../../../../cli/log.js';
import { createOperatorLog } from '../../../../cli/operatorLog/operatorLog.js';
import { packageFile } from '../../../../schema/files.js';
import { openPseudonymKeys } from '../../../../storage/keys/pseudonymKey.js';
import { openLog as openTestLog } from '../../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../../auditlog/support/samples.js';
import { takeKey } from '../../../auditlog/support/treeKeys.js';
import { makeFolder } from '../../../ingest/support/samples.js';
import { fileOf } from '../../../tools/support/verifyAudit.js';
import { openIdleDeployment } from '../../support/idleDeployment.js';

const { database, settings } = await openIdleDeployment('portcullis absence ');
const silent = openLog({ logLevel: 'silent' });
const period = new Date().toISOString().slice(0, 7);
const pool = database.ending(new pg.Pool({ connectionString: database.adminUrl, max: 4 }));
const context = await openCommandContext(settings, silent);
database.ending({ close: () => context.databases.release() });
const pseudonymKeys = openPseudonymKeys(context.keysDirectory);
const vkey = verifierKeyOf(originOf('main.cli', context.keys.origin), context.keys.checkpoint.publicKey);
const said: string[] = [];
const otherThan = (sign: string): string => (sign === 'A' ? 'B' : 'A');
/** An id with the form of ours, which shows what it was made of. */
const idOf = (of: number | string): string =>
  `person_${String(of)
    .replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))
    .padEnd(24, 'z')}`;

beforeAll(async () => {
  const log = await openTestLog(pool, { logId: 'main', keys: context.keys, heads: context.headsDirectory });
  const at = new Date().toISOString();
  await Promise.all(
    Array.from({ length: 40 }, (_, number) => {
      const group = { type: 'Person', originator: 'NL-CUSTOMS', categories: ['persons.identity'] };
      const ids = [number, number % 7, 'shown'].map(idOf);
      return log.append({ header: sampleHeader({ at }), body: sampleBody({ disclosed: [{ ...group, ids }] }) });
    }),
  );
  await log.close();
});

const hexOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const indexKeys = () => ({ openers: bodyOpeners(context.keys), ...pseudonymKeys });
const options = () => ({
  ...{ pool, keys: context.keys, pseudonymKeys, log: 'main', period, instance: 'main', operator: 'night shift' },
  operatorLog: createOperatorLog(settings, context, silent),
  ...{ json: true, hasForeignSources: false },
  out: (line: string) => void said.push(line),
});

async function absenceOf(
  entity: string,
  more: { readonly period?: string } = {},
): Promise<{ readonly code: number; readonly text: string }> {
  const output = join(makeFolder(), 'absence.txt');
  const code = await runAuditAbsence({ ...options(), ...more, entity, output });
  return { code, text: code === 0 ? readFileSync(output, 'utf8') : '' };
}

function verify(text: string, key = vkey) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [packageFile('tools', 'verify-absence.mjs'), fileOf(text), '--key', key],
    { env: {}, encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

describe('absence in a month', () => {
  it('is refused before the month was indexed', async () => {
    await expect(absenceOf(idOf('none'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is proven to somebody who has the public key of the log and two tools', async () => {
    expect(await runAuditIndex(options(), [{ log: 'main', period }])).toBe(0);
    const indexed = [{ log: 'main', period, start: 0, end: 41, count: 41, erased: 0 }];
    expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ indexed });
    for (const entity of [idOf('none'), idOf(40), 'CSQU3054383', '7937317']) {
      const { code, text } = await absenceOf(entity);
      expect(code).toBe(0);
      const verdict = verify(text);
      expect([verdict.err, verdict.code]).toEqual(['', 0]);
      expect(verdict.out).toMatch(
        /^VERIFIED: no entry from 0 to 40 of portcullis\.example\/[0-9a-f]{16}\/main, [0-9-]{7}, names /,
      );
      expect(verdict.out).toMatch(
        /in the index are 41 subjects; 0 of those entries were erased[\s\S]*head of \d+ entries/,
      );
    }
  });

  it('is not proven of anybody who was named', async () => {
    for (const entity of [idOf('shown'), idOf(39)]) {
      expect(await absenceOf(entity)).toEqual({ code: 1, text: '' });
      expect(said.at(-1)).toMatch(/was named in/);
    }
  });

  it('is proven of no text that entries cannot name: a slip of the pen must not look like nobody', async () => {
    const shown = idOf('shown');
    const blank = [`${shown} `, ` ${shown}`, 'x  y', `${shown}\t`, `${shown}\u200b`, ''];
    for (const entity of [...blank, shown.slice(1), shown.slice(0, -1), shown.toUpperCase(), 'csqu3054383', 'John'])
      await expect(absenceOf(entity)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(absenceOf(shown.slice(0, -1))).rejects.toMatchObject({
      extensions: { hint: expect.stringContaining('24 letters a to z and digits 2 to 7') },
    });
  });

  it('is proven of the ids of other forms that sources have that are not ours, but not of half an id of ours', async () => {
    const asked = { ...options(), hasForeignSources: true };
    expect(await runAuditAbsence({ ...asked, entity: 'ZK 41/b', output: join(makeFolder(), 'absence.txt') })).toBe(0);
    await expect(runAuditAbsence({ ...asked, entity: 'person_1' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is not verified where anything of the proof was changed', async () => {
    const { text } = await absenceOf(idOf('none'));
    const other = (await absenceOf(idOf('other'))).text;
    const of = (which: string, name: string): string => which.match(new RegExp(`^${name} .*\n`, 'm'))?.[0] ?? '';
    const changed: Readonly<Record<string, string>> = {
      'another entity': text.replace(`entity ${idOf('none')}`, `entity ${idOf('shown')}`),
      'another month': text.replace(`month ${period}`, 'month 2020-01'),
      'another log': text.replace('log main', 'log main2'),
      "another entity's pseudonym": text.replace(of(text, 'proof'), of(other, 'proof')),
      'a neighbour left out': text.replace(of(text, 'neighbour'), ''),
      'both neighbours left out': text.replace(/^neighbour .*\n/gm, ''),
      'another place': text.replace(/^neighbour (\d+)/m, (_, place) => `neighbour ${Number(place) + 1}`),
      'another header': text.replace(/(?<=^header \S{30})./m, otherThan),
      'the header of another act': text.replace(
        of(text, 'leaf'),
        of(text, 'leaf').replace(/(?<=\S{100})\S/, otherThan),
      ),
      'the tail of the proof cut off': text.slice(0, -20),
      nothing: '',
    };
    for (const [what, changedText] of Object.entries(changed)) {
      const { code, out, err } = verify(changedText);
      expect([what, code === 1 || code === 3, out, err.split('\n').length]).toEqual([what, true, '', 2]);
    }
    expect(verify(text, vkey.replace('main.cli', 'main.other')).code).toBe(3);
  });

  it.each([
    ['with an entry dropped', (all: readonly Buffer[]) => all.slice(1)],
    ['with an entry doubled', (all: readonly Buffer[]) => [all[0] ?? Buffer.of(), ...all]],
    [
      'with two entries exchanged',
      ([one, two, ...all]: readonly Buffer[]) => [two ?? Buffer.of(), one ?? Buffer.of(), ...all],
    ],
    ['with an entry changed', (all: readonly Buffer[]) => [Buffer.alloc(32), ...all.slice(1)]],
  ])('is not proven by an index %s: building it again shows it', async (_, change) => {
    const { operatorLog, ...asked } = options();
    const { stated, index } = await buildIndex(pool, { log: 'main', period, start: 0, end: 41 }, indexKeys());
    const pseudonyms = change(index.pseudonyms);
    const documentHash = hexOf(rootHash(pseudonyms.map(leafHash)));
    const act = { act: 'auditIndex', id: indexId({ ...stated, count: pseudonyms.length }) } as const;
    const startedAt = new Date().toISOString();
    await operatorLog.look({ ...act, operator: 'x', originator: null, startedAt, facts: {}, documentHash });
    expect(await runAuditIndexCheck({ operatorLog, ...asked })).toBe(1);
    expect((await absenceOf(idOf('none'))).code).toBe(1);
    await runAuditIndex({ operatorLog, ...asked }, [asked]);
    expect(await runAuditIndexCheck({ operatorLog, ...asked })).toBe(0);
  });
});

describe('absence between two heads that somebody holds', () => {
  const access = () => ({ pool, keys: context.keys });

  it('is refused until the entries between them were indexed', async () => {
    const period = await periodBetween(access(), 'main', [await headAt(20), await headAt(10)]);
    expect(period).toBe('10-20');
    await expect(absenceOf(idOf(39), { period })).rejects.toMatchObject({
      extensions: { hint: 'portcullis audit index --log main --between with the same heads' },
    });
  });

  it('is proven of whom no entry between them named, and of nobody else', async () => {
    const period = await periodBetween(access(), 'main', [await headAt(10), await headAt(20)]);
    await runAuditIndex(options(), [{ log: 'main', period }]);
    expect(await runAuditIndexCheck({ ...options(), period })).toBe(0);
    expect((await absenceOf(idOf('shown'), { period })).code).toBe(1);
    const { code, text } = await absenceOf(idOf(39), { period });
    expect([code, text.split('\n')[2]]).toEqual([0, 'entries 10-20']);
    const verdict = verify(text);
    expect([verdict.err, verdict.code]).toEqual(['', 0]);
    expect(verdict.out).toContain('/main, between heads of 10 and 20 entries, names person_dj');
    for (const line of ['month 10-20', 'entries 10-21', `month ${options().period}`])
      expect(verify(text.replace('entries 10-20', line)).code).toBe(1);
  });

  it('is proven by no index of other entries that is stated for it', async () => {
    const { stated, index } = await buildIndex(pool, { log: 'main', period: '10-15', start: 10, end: 12 }, indexKeys());
    const act = { act: 'auditIndex', id: indexId(stated), startedAt: new Date().toISOString() } as const;
    const by = { operator: 'x', originator: null, facts: {}, documentHash: hexOf(index.root) };
    await options().operatorLog.look({ ...act, ...by });
    await expect(absenceOf(idOf(39), { period: '10-15' })).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });

  it('begins with the first entry where one head is given', async () => {
    expect(await periodBetween(access(), 'main', [await headAt(20)])).toBe('0-20');
  });

  it('needs heads of that log, signed by its key, of different sizes, which the log extends', async () => {
    const [ten, twenty] = [await headAt(10), await headAt(20)];
    for (const given of [
      [ten, ten],
      [ten, twenty, await headAt(30)],
      [await headAt(10, { log: 'main.cli' }), twenty],
    ])
      await expect(periodBetween(access(), 'main', given)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const stranger = await headAt(10, { key: generateKeyPairSync('ed25519').privateKey });
    await expect(periodBetween(access(), 'main', [stranger])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const other = await headAt(10, { root: Buffer.alloc(32, 1) });
    await expect(periodBetween(access(), 'main', [other])).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });

  /** A file with the signed head of the log's first entries, or what pretends to be one. */
  async function headAt(
    size: number,
    { log = 'main', key = context.keys.checkpoint.privateKey, root = undefined as Buffer | undefined } = {},
  ): Promise<string> {
    const { rows } = await pool.query(
      `select leaf_hash from audit.entry where log = 'main' and index < $1 order by index`,
      [size],
    );
    const own = rootHash(rows.map(({ leaf_hash }) => leaf_hash));
    return fileOf(signCheckpoint({ origin: originOf(log, context.keys.origin), size, root: root ?? own }, key));
  }
});

describe('an index of what was erased or changed', () => {
  it('says of erased entries that nobody knows whom they named', async () => {
    await pool.query(`update audit.entry set tokens = null where log = 'main' and index = 5`);
    await takeKey(pool, 'main', 5, context.keys.auditSeal()[0]);
    expect((await absenceOf(idOf('none'))).code).toBe(1);
    expect(said.at(-1)).toMatch(/erased since: make the index anew/);
    await runAuditIndex(options(), [{ log: 'main', period }]);
    expect(verify((await absenceOf(idOf('none'))).text).out).toMatch(
      /1 of those entries were erased before it was made/,
    );
  });

  it('is not indexed where a body is not the one that its leaf commits to', async () => {
    await pool.query(`update audit.entry set tokens = tokens[2:] where log = 'main' and index = 9`);
    await expect(runAuditIndex(options(), [{ log: 'main', period }])).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });
});
