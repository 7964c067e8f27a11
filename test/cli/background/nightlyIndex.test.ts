import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import pino from 'pino';
import { withIndexLock } from '../../../auditlog/store/lock.js';
import { findDue } from '../../../cli/audit/outside/dueIndexes.js';
import { indexNow } from '../../../cli/background/nightlyIndex.js';
import { readSettings, type Settings } from '../../../cli/config.js';
import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import type { Keys } from '../../../storage/keys/keys.js';
import { openPseudonymKeys } from '../../../storage/keys/pseudonymKey.js';
import { openLog } from '../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const folder = temporaryDataDirectory('portcullis nightly index ');
const lines: Record<string, unknown>[] = [];
const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
const database = await ownTestDatabase();
const pool = database.ending(new pg.Pool({ connectionString: database.adminUrl, max: 4 }));
let settings: Settings;
let keys: Keys;

beforeAll(async () => {
  settings = settingsOf(database.auditWriterUrl);
  keys = await openGuardedKeys(`${folder.path}/keys`, database.adminUrl, { mayCreate: true });
  await writeLog('main', ['person_1', 'person_2']);
  await writeLog('main.w2', ['person_2']);
  await writeLog('main.cli', ['person_3']);
  await writeLog('elsewhere', ['person_3']);
});

function settingsOf(databaseUrlAudit: string): Settings {
  return readSettings({ databaseUrl: database.adminUrl, databaseUrlAudit, data: folder.path }, {}).settings;
}

async function writeLog(logId: string, subjects: readonly string[]): Promise<void> {
  const opened = await openLog(pool, { logId, keys, heads: `${folder.path}/heads` });
  const at = new Date().toISOString();
  const group = { type: 'Person', originator: 'NL-CUSTOMS', categories: ['persons.identity'] };
  for (const id of subjects)
    await opened.append({ header: sampleHeader({ at }), body: sampleBody({ disclosed: [{ ...group, ids: [id] }] }) });
  await opened.close();
}

const never = new AbortController().signal;
async function run(by: Settings = settings, signal: AbortSignal = never) {
  lines.length = 0;
  const ended = await indexNow(by, log, signal);
  return { ended, lines: [...lines] };
}

const due = (now: Date) => findDue(pool, { instance: 'main', now, ...openPseudonymKeys(`${folder.path}/keys`) });

/** Processes below this one. */
const children = (): string =>
  execFileSync('ps', ['-o', 'pid,args', '--ppid', String(process.pid)], { encoding: 'utf8' });

describe('the nightly index', () => {
  it('indexes each log of the instance, that of its operators last, by an entry each and one line of the log', async () => {
    const { ended, lines: said } = await run();
    expect(ended).toBe('DONE');
    const indexed = [
      { log: 'main', start: 0, end: 3, count: 2, erased: 0 },
      { log: 'main.w2', start: 0, end: 2, count: 1, erased: 0 },
      { log: 'main.cli', start: 0, count: 1 },
    ];
    expect(said).toMatchObject([{ level: 30, msg: 'nightly index: done', indexed }]);
    const { rows } = await pool.query(
      `select count(*)::int as entries from audit.entry where log = 'main.cli' and request_id like 'index/%'`,
    );
    expect(rows).toEqual([{ entries: 3 }]);
  });

  it('indexes again what has entries since, and nothing else', async () => {
    await writeLog('main.w2', ['person_4']);
    const { lines: said } = await run();
    expect(said).toMatchObject([{ indexed: [{ log: 'main.w2', count: 2 }, { log: 'main.cli' }] }]);
  });

  it('leaves it to another process that does it', async () => {
    await withIndexLock(pool, 'main', async () => {
      expect(await run()).toMatchObject({ ended: 'DONE', lines: [{ msg: 'nightly index: another process does it' }] });
    });
    expect(await run()).toMatchObject({ ended: 'DONE', lines: [{ msg: 'nightly index: done' }] });
  });

  it('fails without ending anything where the log cannot be read, and says no secret', async () => {
    const { ended, lines: said } = await run(settingsOf('postgres://nobody:none@127.0.0.1:1/none'));
    expect([ended, said.length]).toEqual(['AGAIN', 1]);
    expect(said[0]).toMatchObject({
      level: 50,
      msg: expect.stringMatching(/^nightly index failed, and is tried again: /),
    });
    expect(JSON.stringify(said)).not.toMatch(/postgres:|nobody/);
  });

  it('is ended with the server, which leaves no process behind', async () => {
    await writeLog('main.w2', ['person_5']);
    const ending = new AbortController();
    const running = run(settings, ending.signal);
    expect(children()).toMatch(/audit index/);
    ending.abort();
    expect(await running).toEqual({ ended: 'AGAIN', lines: [] });
    expect(children()).not.toMatch(/audit index/);
    expect(await due(new Date())).toContainEqual(expect.objectContaining({ log: 'main.w2' }));
  });

  it('is not tried again the same night where an entry is not what its leaf says', async () => {
    await pool.query(`update audit.entry set tokens = tokens[2:] where log = 'main' and index = 1`);
    await writeLog('main', []);
    const { ended, lines: said } = await run();
    expect([ended, said]).toEqual(['DONE', [expect.objectContaining({ level: 50, code: 'AUDIT_FORKED' })]]);
  });
});

describe('what is due', () => {
  it('is this month, and the last one where not all of it is indexed, and no other', async () => {
    await writeLog('main.w3', ['person_9']);
    const placed = new Date();
    const later = (months: number) => new Date(Date.UTC(placed.getUTCFullYear(), placed.getUTCMonth() + months, 1));
    const month = placed.toISOString().slice(0, 7);
    for (const now of [placed, later(1)]) {
      expect(await due(now)).toContainEqual({ log: 'main.w3', period: month });
      expect(await due(now)).not.toContainEqual({ log: 'elsewhere', period: month });
    }
    expect(await due(later(2))).toEqual([]);
  });
});
