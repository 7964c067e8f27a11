import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createAuditReader } from '../../auditlog/reader.js';
import type { Settings } from '../../cli/config.js';
import type { Foundation } from '../../cli/foundation.js';
import { createRecordAct, createRecordRun, operatorOf } from '../../cli/recordRun.js';
import { formats } from '../../ingest/formats/index.js';
import type { RecordRun } from '../../ingest/recordedRun.js';
import { loadPolicy } from '../../policy/load.js';
import { createMissingKeys, openKeys } from '../../storage/keys.js';
import { openLogPool } from '../../storage/logPool.js';
import { entry, list, openRunSetting } from '../ingest/runs/setting.js';
import { temporaryDataDirectory } from '../support/command.js';

/* Runs of ingest with the real audit log: what stands in it is what happened, and no run is refused its entry. */
const { clear, close, database, names, run } = await openRunSetting();
const folder = temporaryDataDirectory('portcullis acts ');
let record: RecordRun;
let read: () => Promise<{ requestId: string; code: string; subject: string | null; body: Record<string, unknown> }[]>;

beforeAll(async () => {
  createMissingKeys(folder.path);
  const keys = await openKeys(folder.path);
  const { auditWriterUrl, adminUrl } = database;
  const foundation = { databases: { auditWriterUrl }, keys, policy: loadPolicy() } as Foundation;
  record = createRecordRun(createRecordAct({ logId: 'acts' } as Settings, foundation, pino({ level: 'silent' })));
  read = async () => {
    const pool = openLogPool(adminUrl);
    try {
      const { entries } = await createAuditReader(pool, 'acts.ingest', keys).search({ agencies: null, limit: 100 });
      return entries.toReversed().map(({ header: { requestId, code, subject }, body }) => ({
        ...{ requestId, code, subject },
        body: body?.variables ?? {},
      }));
    } finally {
      await pool.close();
    }
  };
});
afterAll(async () => {
  await close();
  folder.remove();
});

describe('runs in the audit log', () => {
  it('have a second entry where the database refuses a record late, which one request id had no room for', async () => {
    await clear();
    const format = formats.get('ofac-sdn');
    if (!format) throw new Error('no format');
    const person = { kind: 'person', names: [{ name: 'EXEMPLAROV', kind: 'NAME' }], raw: 'x' } as const;
    const refusing = {
      ...format,
      read: async function* () {
        // What a column of whole numbers has no place for.
        yield { ...person, sourceRef: '1', envelope: { informationEvaluation: 0.5 } };
        yield { ...person, sourceRef: '2' };
      },
    };
    const result = await run([list(entry(1, 'x'))], { format: refusing, record });
    expect(result).toMatchObject({ state: 'DONE', added: 1, quarantined: 1 });
    const entries = (await read()).filter(({ body }) => body.run === result.run);
    expect(entries.map(({ requestId, body }) => [requestId, body.outcome, body.counts])).toEqual([
      [result.run, 'PUBLISHED', expect.objectContaining({ added: 2, quarantined: 0 })],
      [`${result.run}.2`, 'REFUSED_LATE', expect.objectContaining({ added: 1, quarantined: 1 })],
    ]);
  });

  it('are repeated where a run is stopped between its entry and the note of it, and the run goes on', async () => {
    await clear();
    const files = [list(entry(3, 'EXEMPLAROV, Third'))];
    let published = '';
    const stopping: RecordRun = async (one) => {
      published = one.run;
      await record(one);
      throw new Error('stopped');
    };
    await expect(run(files, { record: stopping })).rejects.toThrow('stopped');
    expect(await names()).toEqual([]);
    expect(await run(files, { record })).toMatchObject({ state: 'DONE', run: published, resumed: true, added: 1 });
    const entries = (await read()).filter(({ body }) => body.run === published);
    expect(entries.map(({ requestId, body }) => [requestId, body.outcome])).toEqual([
      [published, 'PUBLISHED'],
      [`${published}.2`, 'PUBLISHED'],
    ]);
  });

  it('name the user of the system beside the operator that the command states', async () => {
    await clear();
    await run([list(entry(4, 'EXEMPLAROV, Fourth'))], { record, operator: operatorOf(' night shift ') });
    expect((await read()).at(-1)).toMatchObject({
      subject: 'night shift',
      code: 'OK',
      body: { systemUser: operatorOf(undefined) },
    });
  });
});

describe('an operator', () => {
  it('is somebody: an empty name would leave the entry without one', () => {
    for (const nobody of ['', '  ', '-', '\u200b\u001b']) {
      expect(() => operatorOf(nobody)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    }
    expect(operatorOf(undefined)).toMatch(/^\S+@\S+$/);
  });
});
