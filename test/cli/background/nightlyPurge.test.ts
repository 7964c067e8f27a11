import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { purgeNow } from '../../../cli/background/nightlyPurge.js';
import type { CommandContext } from '../../../cli/commandContext.js';
import { readSettings } from '../../../cli/config.js';
import { withPurgeLock } from '../../../ingest/purging/lock.js';
import { withSourceLock } from '../../../ingest/run/sourceLock.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { createMissingKeys, openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { everyKind, ingestRecords, originator, source } from '../../ingest/exports/everyKind.js';
import { ownIngestDatabase } from '../../ingest/support/samples.js';
import { temporaryDataDirectory } from '../../support/command.js';

const policy = loadPolicy();
const folder = temporaryDataDirectory('portcullis nightly ');
const { settings } = readSettings({}, {});
const { database, databases } = await ownIngestDatabase();
let context: CommandContext;
const lines: Record<string, unknown>[] = [];
const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });

beforeAll(async () => {
  createMissingKeys(folder.path);
  const keys = { ...(await openKeys(folder.path)), store: keyStoreBeside(database.auditKeysUrl) };
  const urls = { places: new Map(), ingestUrl: () => database.ingestUrl, auditWriterUrl: database.auditWriterUrl };
  const headsDirectory = join(folder.path, 'heads');
  context = { keys, headsDirectory, policy, databases: urls } as unknown as CommandContext;
});

const never = new AbortController().signal;
const run = async (with_: CommandContext = context) => {
  lines.length = 0;
  const ended = await purgeNow(settings, with_, log, never);
  return { ended, lines: [...lines] };
};
const expire = async (key: string) => {
  const person = everyKind(policy).find(({ kind }) => kind === 'person');
  const envelope = { originator, expiresAt: '2020-01-01T00:00:00Z' };
  await ingestRecords(
    [{ ...person, sourceRef: key, envelope, relations: [], interests: [] } as never],
    databases,
    policy,
  );
};
const persons = async () =>
  (await databases.persons.exec<{ source_ref: string }>('select source_ref from persons.person')).length;
const entries = async () =>
  await withAdmin(database.adminUrl, async (admin) => {
    const { rows } = await admin.query(
      "select log, kind from audit.entry where kind not in ('OPENED', 'REGISTER') order by log, index",
    );
    return rows;
  });

describe('the nightly purge', () => {
  it('is one line of the log with its counts, whether or not there is anything', async () => {
    expect(await run()).toMatchObject({
      ended: 'DONE',
      lines: [{ level: 30, records: 0, msg: 'nightly purge: nothing' }],
    });
    await expire('one');
    expect(await run()).toMatchObject({
      ended: 'DONE',
      lines: [{ level: 30, records: 1, history: 0, quarantine: 0, staged: 0, msg: 'nightly purge: done' }],
    });
    expect(await persons()).toBe(0);
    expect(await entries()).toEqual([
      { log: 'main.cli', kind: 'INTENT' },
      { log: 'main.cli', kind: 'OUTCOME' },
    ]);
  });

  it('fails without ending anything, and takes nothing away, where the audit log cannot be written', async () => {
    await expire('two');
    const urls = { ingestUrl: () => database.ingestUrl, auditWriterUrl: 'postgres://nobody:none@127.0.0.1:1/none' };
    const broken = { ...context, databases: urls } as unknown as CommandContext;
    const { ended, lines: said } = await run(broken);
    expect(ended).toBe('AGAIN');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      level: 50,
      msg: expect.stringMatching(/^nightly purge failed, and is tried again: /),
    });
    expect(JSON.stringify(said)).not.toMatch(/postgres:|nobody/);
    expect(await persons()).toBe(1);
  });

  it('leaves a source that is being ingested for soon, and the whole to another process that does it', async () => {
    await withSourceLock({ database: databases.ingest, source, wait: true }, async () => {
      expect(await run()).toMatchObject({ ended: 'AGAIN', lines: [{ records: 0, busy: [source] }] });
    });
    await withPurgeLock(databases.ingest, async () => {
      expect(await run()).toMatchObject({ ended: 'DONE', lines: [{ msg: 'nightly purge: another process does it' }] });
    });
    expect(await persons()).toBe(1);
    expect(await run()).toMatchObject({ ended: 'DONE', lines: [{ records: 1 }] });
    expect(await persons()).toBe(0);
  });
});
