import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { buildIndex } from '../../../../auditlog/absence/findIndex.js';
import { indexId } from '../../../../auditlog/absence/stated.js';
import { originOf } from '../../../../auditlog/c2sp/checkpoint.js';
import { verifierKeyOf } from '../../../../auditlog/c2sp/verifierKey.js';
import { bodyOpeners } from '../../../../auditlog/keys.js';
import { leafHash, rootHash } from '../../../../auditlog/merkle.js';
import { runAuditAbsence } from '../../../../cli/audit/outside/auditAbsence.js';
import { runAuditIndex, runAuditIndexCheck } from '../../../../cli/audit/outside/auditIndex.js';
import { type CommandContext, openCommandContext } from '../../../../cli/commandContext.js';
import { openLog } from '../../../../cli/log.js';
import { createOperatorLog } from '../../../../cli/operatorLog/operatorLog.js';
import { packageFile } from '../../../../schema/files.js';
import { openPseudonymKeys, type PseudonymKeys } from '../../../../storage/keys/pseudonymKey.js';
import { openLog as openTestLog } from '../../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../../auditlog/support/samples.js';
import { takeKey } from '../../../auditlog/support/treeKeys.js';
import { makeFolder } from '../../../ingest/support/samples.js';
import { fileOf } from '../../../tools/support/verifyAudit.js';
import { openIdleDeployment } from '../../support/idleDeployment.js';

const { database, settings, close } = await openIdleDeployment('portcullis absence ');
const silent = openLog({ logLevel: 'silent' });
const month = new Date().toISOString().slice(0, 7);
let pool: pg.Pool;
let context: CommandContext;
let pseudonymKeys: PseudonymKeys;
let vkey: string;
const said: string[] = [];

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  context = await openCommandContext(settings, silent);
  pseudonymKeys = openPseudonymKeys(context.keysDirectory);
  vkey = verifierKeyOf(originOf('main.cli', context.keys.origin), context.keys.checkpoint.publicKey);
  const log = await openTestLog(pool, { logId: 'main', keys: context.keys, heads: context.headsDirectory });
  const at = new Date().toISOString();
  await Promise.all(
    Array.from({ length: 40 }, (_, number) => {
      const group = { type: 'Person', originator: 'NL-CUSTOMS', categories: ['persons.identity'] };
      const ids = [`person_${number}`, `person_${number % 7}`, 'person_shown'];
      return log.append({ header: sampleHeader({ at }), body: sampleBody({ disclosed: [{ ...group, ids }] }) });
    }),
  );
  await log.close();
});
afterAll(async () => {
  await context.databases.release();
  await pool.end();
  await close();
});

const hexOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const indexKeys = () => ({ openers: bodyOpeners(context.keys), ...pseudonymKeys });
const options = () => ({
  ...{ pool, keys: context.keys, pseudonymKeys, log: 'main', month, instance: 'main', operator: 'night shift' },
  operatorLog: createOperatorLog(settings, context, silent),
  json: true,
  out: (line: string) => void said.push(line),
});

async function absenceOf(entity: string): Promise<{ readonly code: number; readonly text: string }> {
  const output = join(makeFolder(), 'absence.txt');
  const code = await runAuditAbsence({ ...options(), entity, output });
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
    await expect(absenceOf('person_none')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is proven to somebody who has the public key of the log and two tools', async () => {
    expect(await runAuditIndex(options(), [{ log: 'main', month }])).toBe(0);
    const indexed = [{ log: 'main', month, start: 0, end: 41, count: 41, erased: 0 }];
    expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ indexed });
    for (const entity of ['person_none', 'person_40', 'PERSON_1', '']) {
      const { code, text } = await absenceOf(entity || 'x y');
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
    for (const entity of ['person_shown', 'person_39']) {
      expect(await absenceOf(entity)).toEqual({ code: 1, text: '' });
      expect(said.at(-1)).toMatch(/was named in/);
    }
  });

  it('is proven of no id that reads as another one, with a blank or a letter that no terminal shows', async () => {
    for (const entity of ['person_shown ', ' person_shown', 'x  y', 'person_shown\t', 'person_shown\u200b', ''])
      await expect(absenceOf(entity)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is not verified where anything of the proof was changed', async () => {
    const { text } = await absenceOf('person_none');
    const other = (await absenceOf('person_other')).text;
    const of = (which: string, name: string): string => which.match(new RegExp(`^${name} .*\n`, 'm'))?.[0] ?? '';
    const changed: Readonly<Record<string, string>> = {
      'another entity': text.replace('entity person_none', 'entity person_shown'),
      'another month': text.replace(`month ${month}`, 'month 2020-01'),
      'another log': text.replace('log main', 'log main2'),
      "another entity's pseudonym": text.replace(of(text, 'proof'), of(other, 'proof')),
      'a neighbour left out': text.replace(of(text, 'neighbour'), ''),
      'both neighbours left out': text.replace(/^neighbour .*\n/gm, ''),
      'another place': text.replace(/^neighbour (\d+)/m, (_, place) => `neighbour ${Number(place) + 1}`),
      'another header': text.replace(/^header (\S{30})./m, '$1A'),
      'the header of another act': text.replace(of(text, 'leaf'), of(text, 'leaf').replace(/(\S{100})\S/, '$1A')),
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
    const { stated, index } = await buildIndex(pool, { log: 'main', month, start: 0, end: 41 }, indexKeys());
    const pseudonyms = change(index.pseudonyms);
    const documentHash = hexOf(rootHash(pseudonyms.map(leafHash)));
    const act = { act: 'auditIndex', id: indexId({ ...stated, count: pseudonyms.length }) } as const;
    const startedAt = new Date().toISOString();
    await operatorLog.look({ ...act, operator: 'x', originator: null, startedAt, facts: {}, documentHash });
    expect(await runAuditIndexCheck({ operatorLog, ...asked })).toBe(1);
    expect((await absenceOf('person_none')).code).toBe(1);
    await runAuditIndex({ operatorLog, ...asked }, [asked]);
    expect(await runAuditIndexCheck({ operatorLog, ...asked })).toBe(0);
  });

  it('says of erased entries that nobody knows whom they named', async () => {
    await pool.query(`delete from audit.entity_index where log = 'main' and index = 5`);
    await takeKey(pool, 'main', 5, context.keys.auditSeal);
    expect((await absenceOf('person_none')).code).toBe(1);
    expect(said.at(-1)).toMatch(/erased since: index the month anew/);
    await runAuditIndex(options(), [{ log: 'main', month }]);
    expect(verify((await absenceOf('person_none')).text).out).toMatch(
      /1 of those entries were erased before it was made/,
    );
  });

  it('is not indexed where a body is not the one that its leaf commits to', async () => {
    await pool.query(`update audit.entity_index set tokens = tokens[2:] where log = 'main' and index = 9`);
    await expect(runAuditIndex(options(), [{ log: 'main', month }])).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });
});
