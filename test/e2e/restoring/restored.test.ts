import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { withAuditLog } from '../../../cli/audit/access.js';
import { runAuditErase } from '../../../cli/audit/retention/auditErase.js';
import { runAuditHold } from '../../../cli/audit/retention/auditHold.js';
import { runRestore } from '../../../cli/backup/restore.js';
import { withCommandContext } from '../../../cli/commandContext.js';
import type { Settings } from '../../../cli/config.js';
import { register, revoke } from '../../../cli/documents/register.js';
import { withIngest } from '../../../cli/ingest/access.js';
import { runPurge } from '../../../cli/ingest/purge.js';
import { endRestore } from '../../../cli/kept/endRestore.js';
import { Lifecycle } from '../../../cli/lifecycle.js';
import { openLog } from '../../../cli/log.js';
import { beginAct } from '../../../cli/operatorLog/operatorAct.js';
import { createOperatorLog } from '../../../cli/operatorLog/operatorLog.js';
import { openDeployment } from '../../../cli/serve/openDeployment.js';
import { mintLocalToken, openLocalKey } from '../../../gateway/identity/localIssuer.js';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import type { RecordRun } from '../../../ingest/run/recordedRun.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type ActPosition, openActList } from '../../../storage/acts/actList.js';
import { markRestoring, readRestoring } from '../../../storage/acts/restoring.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { openPool } from '../../auditlog/support/openTestLog.js';
import { openIdleDeployment } from '../../cli/support/idleDeployment.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { writeFile } from '../../ingest/support/samples.js';
import { postJson } from '../../support/load.js';
import { freePort } from '../../support/waiting/listen.js';

/*
 * A deployment whose database goes back to an earlier copy, after records were taken back, shown to fewer and purged, an entry of the
 * log was erased and a document revoked.
 */
const { folder, database, settings: base } = await openIdleDeployment('portcullis restored ');
const settings: Settings = { ...base, port: 0, demo: false };
const copy = `${database.name}_copy`;
const policy = loadPolicy();
const silent = { json: true, out: () => undefined };
const by = { operator: 'night shift', ...silent };

afterAll(() => onServer((run) => run(`drop database if exists ${copy} with (force)`)));

const onServer = async (work: (run: (text: string) => Promise<unknown>) => Promise<unknown>) =>
  await withAdmin(database.adminUrl.replace(`/${database.name}?`, '/postgres?'), (admin) =>
    work((text) => admin.query(text)),
  );
const clone = (from: string, to: string) =>
  onServer(async (run) => {
    await run(`drop database if exists ${to} with (force)`);
    await run(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${from}'`);
    await run(`create database ${to} template ${from}`);
  });

const person = (sourceRef: string, envelope: object = {}) => ({
  kind: 'person',
  sourceRef,
  names: [{ name: `EXEMPLAROV ${sourceRef}`, kind: 'NAME' }],
  envelope,
});

/** Delivers the whole list of a source, as the command does. */
const deliver = (records: readonly object[], change = (record: RecordRun) => record.change) =>
  withIngest(settings, async ({ databases, keys, record }) => {
    const lines = records.map((each) =>
      JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source: 'ftm', record: each, raw: 'raw' }),
    );
    const files = [writeFile('list.jsonl', `${lines.join('\n')}\n`)];
    const envelope = { originator: 'EU-ANALYSIS' };
    const manner = {
      operator: 'test',
      record: { ...record, change: change(record) },
      limits: { whole: true },
    };
    await ingest({
      format: createPortcullisJsonl('ftm'),
      files,
      envelope,
      databases,
      linkKey: keys.link,
      policy,
      ...manner,
    });
  });

/** Serves, and asks as an officer or an auditor. */
async function serving<T>(served: Settings, work: (ask: Ask, url: string) => Promise<T>): Promise<T> {
  const lifecycle = new Lifecycle();
  try {
    const { gateway } = await openDeployment(served, openLog({ logLevel: 'silent' }), lifecycle);
    const key = await openLocalKey(join(folder.path, 'keys'));
    return await work(async (agency, role, query) => {
      const clearance = policy.agencies[agency]?.clearance ?? 'PUBLIC';
      const token = await mintLocalToken({ agency, role, subject: 'officer', clearance, ttlSeconds: 60 }, key);
      const headers = {
        authorization: `Bearer ${token}`,
        'query-purpose': role === 'AUDITOR' ? 'DATA_PROTECTION_AUDIT' : 'CRIMINAL_INVESTIGATION',
        'case-reference': policy.agencies[agency]?.caseReference.example ?? '',
      };
      const response = await postJson(gateway.url, headers, { query });
      return await response.json();
    }, gateway.url);
  } finally {
    await lifecycle.close();
  }
}
// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
type Ask = (agency: string, role: 'ANALYST' | 'AUDITOR', query: string) => Promise<any>;

const listed = '{ persons(first: 50) { edges { node { id name } } } }';
const searched = '{ search(text: "EXEMPLAROV") { persons(first: 20) { similar { person { id name } } } } }';
const namesOf = (answer: unknown) => [...new Set(JSON.stringify(answer).match(/EXEMPLAROV [a-z]+/g) ?? [])].sort();
const stored = () =>
  withAdmin(database.adminUrl, async (admin) => {
    const { rows } = await admin.query('select source_ref, releasable_to from persons.person order by 1');
    return rows.map(({ source_ref: ref, releasable_to: to }) => [ref, ...to].join(' '));
  });
const seenBy = (id: string) =>
  `{ auditEntries(first: 50, filter: { entity: { id: "${id}" } }) { edges { node { requestId } } } }`;

let since: ActPosition;
let ids: Record<string, string> = {};
let looked: { requestId: string; index: number };
let documentId = '';

beforeAll(async () => {
  const all = [
    person('stays'),
    person('withdrawn'),
    person('tightened'),
    person('purged', { expiresAt: '2099-01-01T00:00:00.000Z' }),
  ];
  await deliver(all);
  const failing =
    (record: RecordRun): RecordRun['change'] =>
    (run) =>
      record.change(run, () => Promise.reject(new Error('gone')));
  await expect(deliver(all.slice(1), failing)).rejects.toThrow();
  await deliver(all);
  await serving(settings, async (ask) => {
    const answer = await ask('DE-POLICE', 'ANALYST', listed);
    expect(namesOf(answer)).toHaveLength(4);
    ids = Object.fromEntries(
      answer.data.persons.edges.map(({ node }: { node: { id: string; name: string } }) => [
        node.name.split(' ')[1],
        node.id,
      ]),
    );
    looked = { requestId: answer.extensions.requestId, index: Number(answer.extensions.audit.index) };
  });
  const file = join(folder.path, 'document.graphql');
  writeFileSync(file, 'query Q { persons(first: 1) { edges { node { id } } } }');
  let printed = '';
  const out = (line: string): void => {
    printed += line;
  };
  await register(settings, {
    file,
    agency: 'DE-POLICE',
    purpose: 'CRIMINAL_INVESTIGATION',
    operator: 'x',
    json: true,
    out,
  });
  ({ documentId } = JSON.parse(printed));
  since = await openActList(join(folder.path, 'heads'), (await openKeys(join(folder.path, 'keys'))).link).position();
  await clone(database.name, copy);
  const strict = { releasableTo: ['agency:EU-ANALYSIS'], classification: 'RESTREINT_UE' };
  await deliver([
    person('stays'),
    person('tightened', strict),
    person('purged', { expiresAt: '2026-12-01T00:00:00.000Z' }),
  ]);
  await withIngest(settings, ({ databases, operatorLog }) =>
    runPurge({ databases, operatorLog, check: false, progress: () => undefined, ...by }),
  );
  const span = { from: looked.index, to: looked.index };
  await runAuditErase(settings, { ...by, log: 'main', spans: [span], reason: 'decision 1' });
  await withCommandContext(settings, async (context, log) => {
    const away = { ...context, databases: { ...context.databases, auditWriterUrl: 'postgres://127.0.0.1:1/none' } };
    const facts = { log: 'main', from: 0, to: 0 };
    const act = { act: 'erase', ...beginAct('x', 'op'), id: 'erase/main/0', facts } as const;
    await expect(createOperatorLog(settings, away, log).dispose(act)).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
    });
  });
  await withAuditLog(settings, async (access) => {
    await runAuditHold(access, { ...by, log: 'main', spans: [{ from: 0, to: 0 }], reason: 'a check' });
    return 0;
  });
  await revoke(settings, 'DE-POLICE', documentId, by);
}, 120_000);

const restoreCopy = async () => {
  await clone(copy, database.name);
  markRestoring(folder.path, { since });
};

describe('a database that went back to an earlier copy', () => {
  it('is asked by nobody before the later acts are done again: commands say so, and a server answers restoring', async () => {
    await restoreCopy();
    expect(await stored()).toEqual(['purged', 'stays', 'tightened', 'withdrawn']);
    await expect(deliver([])).rejects.toMatchObject({ code: 'RESTORING' });
    const port = await freePort();
    const lifecycle = new Lifecycle();
    const opening = openDeployment({ ...settings, port }, openLog({ logLevel: 'silent' }), lifecycle);
    const ended = expect(opening).rejects.toThrow();
    const probe = async (path: string) => {
      for (;;) {
        const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'GET' }).catch(() => null);
        if (response) return [response.status, await response.text()];
      }
    };
    for (const path of ['/readyz', '/graphql?query={__typename}'])
      expect(await probe(path)).toEqual([503, '{"status":"restoring"}']);
    await lifecycle.close();
    await ended;
  });

  it('stays closed without the list of acts, or with another one', async () => {
    const without = { ...settings, heads: join(folder.path, 'elsewhere') };
    await expect(endRestore(without, 'op')).rejects.toMatchObject({ code: 'ACTS_MISSING' });
    markRestoring(folder.path, { since: `0:${'x'.repeat(43)}` });
    await expect(endRestore(settings, 'op')).rejects.toMatchObject({ code: 'ACTS_TOO_SHORT' });
    expect(readRestoring(folder.path)).not.toBeNull();
  });

  it('is not taken for an embedded one that is restored beside it: nothing is done again there, and the mark stays', async () => {
    await restoreCopy();
    const place = join(folder.path, 'database');
    await expect(runRestore(settings, { ...by, folder: 'backups' })).rejects.toThrow('PostgreSQL of its own');
    mkdirSync(place);
    await expect(endRestore(settings, 'op')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    rmdirSync(place);
    expect([readRestoring(folder.path), (await stored()).length]).toEqual([{ since }, 4]);
  });

  it('killed in the middle it is still closed, and the same command ends it', async () => {
    await restoreCopy();
    const child = fileURLToPath(new URL('./redoChild.mjs', import.meta.url));
    const killed = spawn(process.execPath, ['--no-warnings', child, JSON.stringify(settings)], { stdio: 'ignore' });
    const ended = once(killed, 'exit');
    while (readRestoring(folder.path)?.left === undefined) await new Promise((done) => setTimeout(done, 2));
    killed.kill('SIGKILL');
    await ended;
    await expect(deliver([])).rejects.toMatchObject({ code: 'RESTORING' });
    const { logId, left, redone } = await endRestore(settings, 'op');
    expect([logId, redone]).toEqual(['main-2', { WITHDRAW: 1, TIGHTEN: 2, PURGE: 1, ERASE: 1, HOLD: 1, REVOKE: 1 }]);
    expect(left.map(({ log }) => log)).toContain('main');
    expect(readRestoring(folder.path)).toBeNull();
  });

  it('has nothing that was taken away since: not in the tables, the graph, a search, the log', async () => {
    expect(await stored()).toEqual(['stays', 'tightened agency:EU-ANALYSIS']);
    await serving({ ...settings, logId: 'main-2' }, async (ask) => {
      expect(namesOf(await ask('DE-POLICE', 'ANALYST', listed))).toEqual(['EXEMPLAROV stays']);
      expect(namesOf(await ask('DE-POLICE', 'ANALYST', searched))).toEqual(['EXEMPLAROV stays']);
      const seen = await ask('EU-SUPERVISOR', 'AUDITOR', seenBy(ids.withdrawn ?? ''));
      expect([seen.errors, seen.data.auditEntries.edges]).toEqual([undefined, []]);
    });
    const keys = { ...(await openKeys(join(folder.path, 'keys'))), store: keyStoreBeside(database.auditKeysUrl) };
    const pool = openPool(database.adminUrl);
    const { entries } = await createAuditReader(pool, 'main', keys).search({ agencies: null, limit: 100 });
    const own = entries.find(({ header }) => header.requestId === looked.requestId);
    expect([own?.header.kind, own?.body]).toEqual(['OUTCOME', null]);
    // Its erasure was listed, never logged, and it is on hold since.
    expect(entries.at(-1)?.body).not.toBeNull();
    await pool.end();
  });

  it('says in the log that the entry was erased and another one is on hold, and that the document was revoked', async () => {
    await withCommandContext({ ...settings, logId: 'main-2' }, async ({ databases }) => {
      const rows = await withAdmin(databases.ownerUrl, (admin) =>
        admin.query(`select log, request_id from audit.entry where kind in ('ERASE', 'HOLD') order by index`),
      );
      expect(rows.rows).toEqual([
        { log: 'main-2.cli', request_id: `erase/main/${looked.index}` },
        { log: 'main-2.cli', request_id: expect.stringMatching(/^hold\/main\//) },
      ]);
      const documents = await withAdmin(databases.ownerUrl, (admin) =>
        admin.query('select revoked_at is null as good from gateway.document'),
      );
      expect(documents.rows).toEqual([{ good: false }]);
    });
  });

  it('restored again follows the newest instance, whatever the settings name, and names its losses alone', async () => {
    await restoreCopy();
    const { logId, left } = await endRestore(settings, 'op');
    expect([logId, left.map(({ log }) => log)]).toEqual(['main-3', expect.arrayContaining(['main-2'])]);
    expect(left.filter(({ log }) => !log.startsWith('main-2'))).toEqual([]);
  });

  it('put back by a tool that knows no list of acts is asked by nobody either, until they are done again', async () => {
    await clone(copy, database.name);
    const refused = { code: 'RESTORING', hint: expect.stringContaining('restore --redo') };
    await expect(deliver([])).rejects.toMatchObject(refused);
    const lifecycle = new Lifecycle();
    await expect(openDeployment(settings, openLog({ logLevel: 'silent' }), lifecycle)).rejects.toMatchObject(refused);
    await lifecycle.close();
    let printed = '';
    const out = (line: string): void => {
      printed += line;
    };
    await runRestore(settings, { operator: 'op', json: true, out });
    expect(JSON.parse(printed)).toMatchObject({
      logId: expect.stringMatching(/^main-\d$/),
      redone: { WITHDRAW: 1, TIGHTEN: 2, PURGE: 1, ERASE: 1 },
    });
    expect([await stored(), readRestoring(folder.path)]).toEqual([['stays', 'tightened agency:EU-ANALYSIS'], null]);
    await withCommandContext({ ...settings, logId: 'main-4' }, async () => undefined);
  });
});
