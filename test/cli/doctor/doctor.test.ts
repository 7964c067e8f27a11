import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { openHeadFile } from '../../../auditlog/heads.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { readSettings, type Settings } from '../../../cli/config.js';
import { judge as judgeServer } from '../../../cli/doctor/checks/database/postgres.js';
import { judge as judgeFeed } from '../../../cli/doctor/checks/feeds.js';
import { node } from '../../../cli/doctor/checks/settings.js';
import { runDoctor } from '../../../cli/doctor/doctor.js';
import { type ExamineOptions, examine } from '../../../cli/doctor/examine.js';
import { initPolicy } from '../../../cli/policy/init.js';
import { SettingsError } from '../../../cli/settings/file.js';
import { withReader } from '../../../storage/inspection/reader.js';
import { withAdmin } from '../../../storage/roles.js';
import { appendMany, openLog, openPool } from '../../auditlog/support/openTestLog.js';
import { listen } from '../../support/waiting/listen.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

/* A deployment that is well; then each thing is broken on purpose, and has its line. */
const deployment = await openIdleDeployment('portcullis doctor ');
const folder = deployment.folder.path;
const heads = join(folder, 'heads');
const pool = deployment.database.ending(openPool(deployment.database.auditWriterUrl));

beforeAll(async () => {
  const log = await openLog(pool, { logId: 'main', heads });
  await appendMany(log, 3);
  await log.close();
});

const seen: string[] = [];

/** Lines of what is wrong: `FAULT check place: message`. */
async function wrong(changed: Partial<Settings> = {}, options: ExamineOptions = {}): Promise<readonly string[]> {
  const { findings, notMade } = await examine({ ...deployment.settings, port: 0, ...changed }, options);
  seen.push(JSON.stringify(findings));
  // The PostgreSQL of a test run is hasty on purpose.
  const bad = findings.filter(({ severity, message }) => severity !== 'OK' && !message.startsWith('fsync'));
  for (const { todo } of bad) expect(todo).toBeTruthy();
  return [
    ...bad.map(({ severity, check, place, message }) => `${severity} ${check} ${place}: ${message}`),
    ...(notMade.length === 0 ? [] : [`not made: ${notMade.join(' ')}`]),
  ];
}

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};
const onDatabase = (statement: string) => withAdmin(deployment.database.adminUrl, (admin) => admin.query(statement));

describe('a deployment that is well', () => {
  it('has nothing wrong, and every check says so', async () => {
    expect(await wrong()).toEqual([]);
    const { findings } = await examine({ ...deployment.settings, port: 0 });
    const checks = new Set(findings.map(({ check }) => check));
    expect([...checks].sort()).toEqual(
      ['disk', 'feeds', 'files', 'keys', 'logins', 'logs', 'postgres', 'settings', 'tables'].sort(),
    );
  });

  it('is only read: PostgreSQL refuses to write for it', async () => {
    const writing = withReader(deployment.database.adminUrl, 3000, (db) =>
      db.query({ text: 'create table public.written (a int)' }),
    );
    await expect(writing).rejects.toMatchObject({ code: '25006' });
  });
});

describe('settings', () => {
  it('that cannot be read are the one finding', async () => {
    const lines: string[] = [];
    const read = (): Settings => readSettings({}, { PORTCULLIS_PROT: '4000' }).settings;
    expect(await runDoctor({ json: true, out: (line) => lines.push(line) }, read)).toBe(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      findings: [{ check: 'settings', severity: 'FAULT', message: expect.stringContaining('Did you mean') }],
      notMade: ['all others'],
    });
    const broken = (): Settings => {
      throw new TypeError('a bug');
    };
    await expect(runDoctor({ json: true, out: () => undefined }, broken)).rejects.toThrow('a bug');
    expect(new SettingsError('x').code).toBe('SETTING_INVALID');
  });

  it.each<[string, () => Partial<Settings>, RegExp]>([
    [
      'off loopback without TLS',
      () => ({ host: '0.0.0.0', production: true }),
      /FAULT settings .*0\.0\.0\.0 is not loopback/,
    ],
    ['off loopback and not in production', () => ({ host: '0.0.0.0' }), /WARNING settings NODE_ENV/],
    ['in production without issuers', () => ({ production: true }), /FAULT settings .*give --issuers/],
    [
      'with a certificate and no key',
      () => ({ tlsCert: 'none.pem' }),
      /FAULT settings --tls-cert, --tls-key: One of them/,
    ],
    ['with an authority and no TLS', () => ({ clientCa: 'none.pem' }), /FAULT settings --client-ca/],
    ['with a console and no issuers', () => ({ consoleClientId: 'x' }), /FAULT settings .*--console-issuer/],
    [
      'with revocations that are gone',
      () => ({ revocations: join(folder, 'gone') }),
      /FAULT settings .*nobody is let in/,
    ],
    ['with a policy that is none', () => ({ policyDir: folder }), /FAULT settings .*matrix\.yaml/],
    [
      'with witnesses that are required and not named',
      () => ({ witnessRequired: true }),
      /FAULT witnesses .*--witnesses FILE/,
    ],
  ])('%s are named', async (_, changed, line) => {
    expect(await wrong(changed())).toContainEqual(expect.stringMatching(line));
  });

  it('of an old Node.js are named', () => {
    expect([node('18.20.4').length, node('20.18.9').length, node('20.19.0').length, node('26.1.0').length]).toEqual([
      ...[1, 1, 0, 0],
    ]);
  });
});

describe('the database', () => {
  it('that is gone is one fault, and says what was not looked at', async () => {
    const gone = { databaseUrl: 'postgres://someone:SECRET@127.0.0.1:9/none' };
    const [only, notMade, ...more] = await wrong(gone);
    expect([only, more]).toEqual([expect.stringMatching(/^FAULT database database: .*cannot be reached/), []]);
    expect(notMade).toBe('not made: postgres tables logins keys disk logs witnesses backups feeds');
  });

  it('that takes a connection and never answers is a fault within its time', async () => {
    const mute = createServer((socket) => socket.resume());
    const port = await listen(mute);
    const databaseUrl = `postgres://someone:SECRET@127.0.0.1:${port}/none`;
    const begun = performance.now();
    expect(await wrong({ databaseUrl }, { limitMs: 200 })).toContainEqual(expect.stringMatching(/^FAULT database/));
    expect(performance.now() - begun).toBeLessThan(5000);
    mute.close();
  });

  it('without a data directory is told so, and none is made', async () => {
    const data = join(folder, '..', 'nowhere');
    const { databaseUrl: _, databaseUrlAudit: _2, ...without } = deployment.settings;
    const { findings } = await examine({ ...without, data, port: 0 } as Settings);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'database', message: `There is no database in ${data}.` }),
    );
    expect(() => rmSync(data)).toThrow('ENOENT');
  });

  it('that lacks a migration, or was changed by hand, is named', async () => {
    await onDatabase(
      `update storage.migration_hash set name = name || '#' where source = 'ingest' and name like '0003%'`,
    );
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT tables .*earlier Portcullis/));
    await onDatabase(`update storage.migration_hash set name = replace(name, '#', '')`);
    await onDatabase('alter table cargo.consignment add column by_hand int');
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT tables .*by_hand/));
    await onDatabase('alter table cargo.consignment drop column by_hand');
  });

  it('whose logins fail or are too strong is named by their roles', async () => {
    const place = deployment.database.adminUrl.replace(/\/\/[^@]*@/, '//portcullis_limits:SECRET@');
    expect(await wrong({ databaseUrlLimits: place })).toContainEqual(
      'FAULT logins portcullis_limits: It cannot log in (28P01).',
    );
    expect(await wrong({ production: true })).toContainEqual(
      expect.stringMatching(/^FAULT logins postgres: In production nothing serves or ingests as .* a superuser/),
    );
  });

  it('of another time, without fsync, full, or that cannot archive is named', () => {
    const well = {
      ...{ version: 180_004, at: new Date(), aheadMs: 0, isDurable: true, used: 5, most: 97, isUnarchived: false },
      ...{ unfrozen: 1000, bytes: 1, logBytes: 1, walBytes: null },
    };
    const of = (changed: Partial<typeof well>) => judgeServer({ ...well, ...changed }).map(({ message }) => message);
    expect(of({})).toEqual(['PostgreSQL 18.4; 5 of 97 connections are taken.']);
    expect(
      of({ version: 140_011, aheadMs: -7000, isDurable: false, used: 96, isUnarchived: true, unfrozen: 2e9 }),
    ).toEqual([
      expect.stringContaining('14.11 is too old'),
      expect.stringContaining('7 s behind'),
      expect.stringContaining('power cut'),
      expect.stringContaining('96 of 97'),
      expect.stringContaining('archived'),
      expect.stringContaining('2000 million'),
    ]);
  });
});

describe('a log', () => {
  it('that has no head file, or does not extend it, is a fault', async () => {
    const path = join(heads, 'main.head');
    renameSync(path, `${path}.kept`);
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT logs main: It has no head file/));
    openHeadFile(heads, 'main').write({ log: 'main', size: 9, root: Buffer.alloc(32) });
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT logs main: .*9 entries, and only 4 are there/));
    writeFileSync(path, 'nonsense');
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT logs main: .*it is damaged/));
    renameSync(`${path}.kept`, path);
  });

  it('whose database was put back whole, without its entries, is a fault', async () => {
    writeFileSync(join(heads, 'main.other.head'), '');
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT logs main\.other/));
    rmSync(join(heads, 'main.other.head'));
  });

  it('whose newest entry is ahead of the clock, or that nobody signs, is a warning', async () => {
    expect(await wrong({}, { now: Date.now() - 600_000 })).toContainEqual(
      expect.stringMatching(/^WARNING logs main: .* s ahead/),
    );
    await onDatabase('create table public.kept as select * from audit.checkpoint');
    await onDatabase('delete from audit.checkpoint');
    expect(await wrong({}, { now: Date.now() + 600_000 })).toContainEqual(
      expect.stringMatching(/^WARNING logs main: .*not signed/),
    );
    await onDatabase('insert into audit.checkpoint select * from public.kept');
    await onDatabase('drop table public.kept');
  });

  it('whose witness does not answer, does not know it, or shows a longer one is named', async () => {
    const { privateKey } = checkpointKeys(Buffer.alloc(32, 7));
    const notes = new Map([
      ['longer', signCheckpoint({ origin: 'a/main', size: 99, root: Buffer.alloc(32) }, privateKey)],
    ]);
    const served = createHttpServer(({ url = '' }, response) => {
      const note = notes.get(url.split('/')[1] ?? '');
      response.writeHead(note === undefined ? 404 : 200).end(note);
    });
    const port = await listen(served);
    const witness = (name: string, at: number, seed: number) =>
      `witness ${name} ${verifierKeyOf(`${name}.example`, checkpointKeys(Buffer.alloc(32, seed)).publicKey, signatureTypes.cosignature)} http://127.0.0.1:${at}/${name}\n`;
    const all = witness('gone', 9, 1) + witness('strange', port, 2) + witness('longer', port, 3);
    const trust = write('trust', `${all}group enough any gone strange longer\nquorum enough\n`);
    const found = await wrong({ witnesses: trust }, { now: Date.now() + 600_000 });
    served.close();
    expect(found.filter((line) => line.includes(' witnesses ')).sort()).toEqual([
      'FAULT witnesses longer: It shows a head of 99 entries, and only 4 are here.',
      expect.stringMatching(/^WARNING witnesses gone: It cannot be asked: .*ECONNREFUSED/),
      'WARNING witnesses main: Its newest head has no quorum; the last that has is none.',
      'WARNING witnesses strange: It has no head of this log.',
    ]);
  });
});

describe('keys and files', () => {
  it('that others may read, or that are gone, are faults', async () => {
    const key = join(folder, 'keys', 'link.json');
    chmodSync(key, 0o640);
    expect(await wrong()).toEqual([`FAULT files ${key}: It can be read or changed by others on this machine.`]);
    chmodSync(key, 0o600);
    renameSync(key, `${key}.kept`);
    expect(await wrong()).toContainEqual(expect.stringMatching(/^FAULT keys keys: The key link is missing/));
    renameSync(`${key}.kept`, key);
  });

  it('that decide whom the server trusts, and that others may change, are faults', async () => {
    const revocations = write('revoked', '');
    chmodSync(revocations, 0o666);
    expect(await wrong({ revocations })).toEqual([
      `FAULT files ${revocations}: It can be changed by others on this machine.`,
    ]);
  });

  it('of certificates are named near their end, after it, and where the key is another', async () => {
    const tls = join(folder, 'tls');
    mkdirSync(tls);
    for (const name of ['one', 'two'])
      execFileSync(
        'openssl',
        [
          ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '40'],
          ...['-subj', '/CN=a', '-keyout', join(tls, `${name}.key`), '-out', join(tls, `${name}.pem`)],
        ],
        { stdio: 'ignore' },
      );
    const of = (key: string) => ({ tlsCert: join(tls, 'one.pem'), tlsKey: join(tls, `${key}.key`) });
    const at = async (days: number, key = 'one') =>
      (await wrong(of(key), { now: Date.now() + days * 86_400_000 })).filter((line) => line.includes('certificates'));
    expect(await at(0)).toEqual([]);
    expect(await at(20)).toEqual([expect.stringMatching(/^WARNING certificates .* in 19 days/)]);
    expect(await at(41)).toEqual([expect.stringMatching(/^FAULT certificates .*It ended on/)]);
    expect(await at(-1)).toEqual([expect.stringMatching(/^FAULT certificates .*It is valid from/)]);
    expect(await at(0, 'two')).toEqual([expect.stringMatching(/^FAULT certificates .*not the key of/)]);
  });
});

describe('a feed', () => {
  const now = Date.parse('2026-12-01T12:00:00Z');
  const hour = 3_600_000;
  const feed = {
    ...{ source: 'ens', originator: 'NL-CUSTOMS', format: 'ens', run: 'run_1', state: 'DONE' as const },
    ...{ startedAt: new Date(now), published: [1, 25, 49, 73].map((hours) => now - hours * hour) },
  };
  const of = (changed: object, at = now) => judgeFeed({ ...feed, ...changed }, at).map(({ message }) => message);

  it('is late when it is twice as old as usual, and not before, nor where nothing is usual yet', () => {
    expect([of({}), of({}, now + 46 * hour)]).toEqual([[], []]);
    expect(of({}, now + 48 * hour)).toEqual(['Its last good delivery is 2 days old; usual are 24 hours.']);
    expect(of({ published: feed.published.slice(0, 2) }, now + 4800 * hour)).toEqual([]);
  });

  it('whose last run was rolled back, or is not at its end, is named', () => {
    expect(of({ state: 'ROLLED_BACK' })).toEqual(['Its last run run_1 was rolled back.']);
    expect([of({ state: 'STAGED' }), of({ state: 'STAGED' }, now + 25 * hour)]).toEqual([
      [],
      ['Its run run_1 is not at its end after a day.'],
    ]);
  });

  it('is read from the runs alone', async () => {
    const run = (id: string, state: string, day: number) =>
      `('${id}', 'ens', 'ens', 'NL-CUSTOMS', '{a}', '${state}', '2026-01-0${day}', ${state === 'DONE' ? `'2026-01-0${day}T01:00Z'` : 'null'})`;
    await onDatabase(
      `insert into ingest.run (id, format, format_name, originator, files, state, started_at, finished_at)
       values ${[1, 2, 3, 4].map((day) => run(`run_${day}`, 'DONE', day)).join()}, ${run('run_5', 'READING', 5)}`,
    );
    const at = { now: Date.parse('2026-01-08T00:00:00Z') };
    expect((await wrong({}, at)).filter((line) => line.includes('feeds'))).toEqual([
      'WARNING feeds ens of NL-CUSTOMS: Its last good delivery is 3 days old; usual are 24 hours.',
      'WARNING feeds ens of NL-CUSTOMS: Its run run_5 is not at its end after a day.',
    ]);
  });
});

describe('an issuer of tokens', () => {
  it('whose keys come, that is away, of another time, or bound to nobody is told apart', async () => {
    let [clock, age] = [Date.now(), 0];
    let issuer = '';
    const served = createHttpServer(({ url = '' }, response) => {
      response.sendDate = false;
      response.setHeader('date', new Date(clock).toUTCString());
      if (age > 0) response.setHeader('age', age);
      const jwks = { keys: [{ kty: 'EC' }] };
      response.end(JSON.stringify(url === '/jwks' ? jwks : { issuer, jwks_uri: `${issuer}/jwks` }));
    });
    issuer = `http://127.0.0.1:${await listen(served)}`;
    const policyDir = join(folder, '..', 'policy');
    initPolicy(policyDir);
    const agencies = join(policyDir, 'agencies.yaml');
    writeFileSync(
      agencies,
      readFileSync(agencies, 'utf8').replace(
        /(id: NL-CUSTOMS\n[\s\S]*?)(\n {2}- id:)/,
        `$1\n    issuers: ['${issuer}']$2`,
      ),
    );
    const of = async (...rows: readonly object[]): Promise<readonly string[]> => {
      const issuers = write('issuers.json', JSON.stringify(rows));
      return (await wrong({ issuers, policyDir })).filter((line) => line.includes(' issuers '));
    };
    expect(await of({ issuer })).toEqual([]);
    clock = Date.now() + 60_000;
    expect(await of({ issuer })).toEqual([
      expect.stringMatching(/^FAULT issuers .*\/jwks: Its clock is (60|5\d) s ahead/),
    ]);
    // A cache has had the keys for a minute.
    [clock, age] = [Date.now() - 60_000, 60];
    expect(await of({ issuer })).toEqual([]);
    expect(await of({ issuer: 'http://127.0.0.1:9' })).toEqual([
      expect.stringMatching(/^FAULT issuers http:\/\/127\.0\.0\.1:9: Its keys are not found: .*ECONNREFUSED/),
      'WARNING issuers http://127.0.0.1:9: No agency of agencies.yaml is bound to it: its tokens are refused.',
    ]);
    served.close();
    served.closeAllConnections();
  });
});

it('nothing that was said holds a password or a connection string', () => {
  expect(seen.length).toBeGreaterThan(20);
  for (const text of seen) expect(text).not.toMatch(/SECRET|postgres(ql)?:\/\//);
});
