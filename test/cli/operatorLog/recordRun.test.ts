import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { CommandContext } from '../../../cli/commandContext.js';
import type { Settings } from '../../../cli/config.js';
import { operatorOf } from '../../../cli/operator.js';
import { createOperatorLog } from '../../../cli/operatorLog/operatorLog.js';
import { createRecordRun } from '../../../cli/operatorLog/recordRun.js';
import { formats } from '../../../ingest/formats/index.js';
import type { RecordRun } from '../../../ingest/run/recordedRun.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { createMissingKeys, openKeys } from '../../../storage/keys/keys.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { entry, list, openRunSetting } from '../../ingest/run/setting.js';
import { temporaryDataDirectory } from '../../support/command.js';

/* Runs of ingest with the real audit log: what stands in it is what happened, and no run is refused its entry. */
const { clear, database, names, run } = await openRunSetting();
const folder = temporaryDataDirectory('portcullis acts ');
let record: RecordRun;
let read: () => Promise<ReadEntry[]>;

interface ReadEntry {
  readonly kind: string;
  readonly requestId: string;
  readonly code: string;
  readonly subject: string | null | undefined;
  readonly body: Record<string, unknown>;
}

beforeAll(async () => {
  createMissingKeys(folder.path);
  const { auditWriterUrl, auditKeysUrl, adminUrl } = database;
  const keys = { ...(await openKeys(folder.path)), store: keyStoreBeside(auditKeysUrl) };
  const headsDirectory = join(folder.path, 'heads');
  const context = { databases: { auditWriterUrl }, keys, headsDirectory, policy: loadPolicy() } as CommandContext;
  record = createRecordRun(
    createOperatorLog({ logId: 'acts', logTimeoutMs: 5000 } as Settings, context, pino({ level: 'silent' })),
  );
  read = async () => {
    const pool = openLogPool(adminUrl);
    try {
      const { entries } = await createAuditReader(pool, 'acts.cli', keys).search({ agencies: null, limit: 100 });
      const ours = entries.toReversed().filter(({ header }) => header.kind !== 'OPENED');
      return ours.map(({ header: { kind, requestId, code }, body }) => ({
        ...{ kind, requestId, code, subject: body?.subject },
        body: body?.variables ?? {},
      }));
    } finally {
      await pool.close();
    }
  };
});

describe('runs in the audit log', () => {
  it('say at their end what the database refused late, which nobody knew when they began', async () => {
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
    expect(entries.map(({ kind, requestId, body }) => [kind, requestId, body.outcome, body.counts])).toEqual([
      ['INTENT', result.run, 'PUBLISHED', expect.objectContaining({ added: 2, quarantined: 0 })],
      ['OUTCOME', result.run, 'PUBLISHED', expect.objectContaining({ added: 1, quarantined: 1 })],
    ]);
  });

  it('are repeated where a run is stopped between its entry and the note of it, and the run goes on', async () => {
    await clear();
    const files = [list(entry(3, 'EXEMPLAROV, Third'))];
    let published = '';
    const stopping: RecordRun = {
      ...record,
      change: (one) => {
        published = one.run;
        return record.change(one, () => Promise.reject(new Error('stopped')));
      },
    };
    await expect(run(files, { record: stopping })).rejects.toThrow('stopped');
    expect(await names()).toEqual([]);
    expect(await run(files, { record })).toMatchObject({ state: 'DONE', run: published, resumed: true, added: 1 });
    const entries = (await read()).filter(({ body }) => body.run === published);
    expect(entries.map(({ kind, requestId, code }) => [kind, requestId, code])).toEqual([
      ['INTENT', published, 'OK'],
      ['OUTCOME', published, 'INTERNAL'],
      ['INTENT', `${published}.2`, 'OK'],
      ['OUTCOME', `${published}.2`, 'OK'],
    ]);
  });

  it('that are taken back say so with a code, and dry runs leave one entry', async () => {
    await clear();
    const bad = run([list(entry(7, 'EXEMPLAROV, Seventh'), '8,"broken')], { record, limits: { maxBadPercent: 1 } });
    const taken = await bad.catch((error: { extensions: { run: string } }) => error.extensions.run);
    const entries = (await read()).filter(({ body }) => body.run === taken);
    expect(entries.map(({ kind, code, body }) => [kind, code, body.outcome])).toEqual([
      ['INTENT', 'OK', 'ROLLED_BACK'],
      ['OUTCOME', 'INGEST_ROLLED_BACK', 'ROLLED_BACK'],
    ]);
    await run([list(entry(9, 'EXEMPLAROV, Ninth'))], { record, check: true });
    expect((await read()).at(-1)).toMatchObject({ kind: 'INGEST', code: 'OK', body: { outcome: 'CHECKED' } });
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
