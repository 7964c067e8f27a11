import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createArchiveLook } from '../../../cli/background/archiveWatch.js';
import { readRestoring } from '../../../storage/acts/restoring.js';
import { archiveSettings } from '../../../storage/backup/archive.js';
import { holdingBackups } from '../../../storage/backup/backupsFolder.js';
import { type BackupManifest, listBackups, readBackup, readManifest } from '../../../storage/backup/manifest.js';
import { removeOld } from '../../../storage/backup/removeOld.js';
import { type RestoreOptions, restoreCluster } from '../../../storage/backup/restoreCluster.js';
import { takeBackup } from '../../../storage/backup/takeBackup.js';
import { superuser } from '../../../storage/embedded/cluster.js';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { databaseUser } from '../../../storage/embedded/processUser.js';
import { type EmbeddedServer, startEmbedded } from '../../../storage/embedded/start.js';
import { resolveDatabases } from '../../../storage/provision/resolveDatabases.js';
import { withAdmin } from '../../../storage/roles.js';
import { mountSmallDisk } from '../../e2e/failures/smallDisk.js';
import { temporaryDataDirectory } from '../../support/command.js';

/* A cluster is written all the time while it is backed up; `npm run fuzz -- backup` kills 200 backups, and 67 restores. */
const kills = process.env.TEST_CRAWL === 'whole' ? 200 : 3;
const hasty = { fsync: 'off' };
const link = Buffer.alloc(32, 7);
const directory = temporaryDataDirectory('portcullis backup ');
const folder = join(dirname(directory.path), 'backups');
const archive = join(dirname(directory.path), "the archive's 100%");
const place = join(dirname(directory.path), 'small');
/** Null where no file system can be mounted. */
const disk = mountSmallDisk(place, 20);
let server: EmbeddedServer;
let adminUrl: string;
let writing: Promise<void>;
let written = 0;
let isWriting = true;

beforeAll(async () => {
  mkdirSync(archive);
  const { uid, gid } = databaseUser();
  chownSync(archive, uid, gid);
  server = await startEmbedded({
    dataDirectory: directory.path,
    settings: { ...hasty, ...archiveSettings(archive) },
  });
  adminUrl = server.connectionString(superuser, 'postgres');
  await withAdmin(adminUrl, (admin) =>
    admin.query(`create table acknowledged (n int primary key, text text, at timestamptz default clock_timestamp());
      create unlogged table forgotten as select generate_series(1, 1000) as n`),
  );
  writing = withAdmin(adminUrl, async (admin) => {
    for (; isWriting; written += 1, await sleep(5))
      await admin.query('insert into acknowledged (n, text) values ($1, $2)', [written + 1, 'x'.repeat(1000)]);
  });
});
afterAll(async () => {
  isWriting = false;
  await writing;
  await server.stop();
  disk?.remove();
});

const take = (to = folder) =>
  holdingBackups(to, directory.path, () =>
    takeBackup({ adminUrl, layout: dataLayout(directory.path), folder: to, link, acts: '0:none', build: 'test' }),
  );

interface Backup {
  readonly path: string;
  readonly manifest: BackupManifest;
}

/** What a database that was restored from a backup holds. */
async function restored(
  { path, manifest }: Backup,
  more: Pick<RestoreOptions, 'archive' | 'to'> = {},
): Promise<{ count: number; last: number; forgotten: number }> {
  const target = temporaryDataDirectory('portcullis restored ');
  try {
    await restoreCluster({ backup: path, manifest, dataDirectory: target.path, ...more });
    const copy = await startEmbedded({ dataDirectory: target.path, settings: hasty, mayCreate: false });
    const url = copy.connectionString(superuser, 'postgres');
    return await withAdmin(url, async (admin) => {
      const { rows } = await admin.query(`select count(*)::int as count, max(n) as last,
        (select count(*)::int from forgotten) as forgotten from acknowledged where length(text) = 1000`);
      return rows[0];
    }).finally(() => copy.stop());
  } finally {
    target.remove();
  }
}

const childOf = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a backup of a cluster that is written meanwhile', () => {
  let backup: Backup;
  let before: number;
  let after: number;
  beforeAll(async () => {
    before = written;
    backup = await take();
    after = written;
  });

  it('restores what was acknowledged when it began, and no part of what came after it', async () => {
    expect(after).toBeGreaterThan(before);
    const { count, last, forgotten } = await restored(backup);
    expect(count).toBe(last);
    expect(count).toBeGreaterThanOrEqual(before);
    expect(count).toBeLessThanOrEqual(after + 1);
    expect(forgotten).toBe(0);
  });

  it('is its owner’s alone, and leaves no slot and no backup mode behind in the server', async () => {
    expect([folder, backup.path, join(backup.path, 'cluster')].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
    for (const { path } of backup.manifest.files) expect(modeOf(join(backup.path, path))).toBe(0o600);
    const { rows } = await withAdmin(adminUrl, (admin) =>
      admin.query('select (select count(*)::int from pg_replication_slots) as slots'),
    );
    expect(rows).toEqual([{ slots: 0 }]);
  });

  it('cannot be used when one bit of it is another, a file is missing, or one was added', async () => {
    const whole = () => readBackup(backup.path, readManifest(backup.path, link), {});
    await whole();
    const paths = [...backup.manifest.files.map(({ path }) => path), 'manifest.json'];
    const some = Array.from({ length: kills - 2 }, () => paths[Math.floor(Math.random() * paths.length)] as string);
    for (const path of [...some, 'cluster/backup_label', 'cluster/global/pg_control', 'manifest.json']) {
      const file = join(backup.path, path);
      const was = readFileSync(file);
      const bit = Math.floor(Math.random() * was.length * 8);
      const changed = Buffer.from(was.length === 0 ? 'x' : was);
      if (was.length > 0) changed[bit >> 3] = (was[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(file, changed);
      await expect((async () => whole())()).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
      writeFileSync(file, was);
    }
    const label = join(backup.path, 'cluster', 'backup_label');
    renameSync(label, `${label}.old`);
    await expect(whole()).rejects.toThrow('backup_label.old was added');
    renameSync(`${label}.old`, join(directory.path, 'label'));
    await expect(whole()).rejects.toThrow('backup_label is missing');
    renameSync(join(directory.path, 'label'), label);
    await whole();
  });

  it('is not believed under other keys: somebody else may have made it', () => {
    expect(() => readManifest(backup.path, Buffer.alloc(32, 8))).toThrow('made under other keys');
  });

  it('is restored into an empty data directory alone', async () => {
    const target = temporaryDataDirectory();
    const restore = () =>
      restoreCluster({ backup: backup.path, manifest: backup.manifest, dataDirectory: target.path });
    for (const name of ['database', 'letters.txt']) {
      mkdirSync(join(target.path, name), { recursive: true });
      await expect(restore()).rejects.toMatchObject({ code: 'RESTORE_REFUSED' });
      expect(readdirSync(target.path)).toEqual([name]);
      rmSync(join(target.path, name), { recursive: true });
    }
    target.remove();
  });

  it('leaves its mark where its restore is stopped while it copies: nobody makes a new database there', async () => {
    const target = temporaryDataDirectory();
    const { path, manifest } = backup;
    const stopping = new AbortController();
    const by = { onProgress: () => stopping.abort(), signal: stopping.signal };
    await expect(restoreCluster({ backup: path, manifest, dataDirectory: target.path, ...by })).rejects.toThrow();
    expect([readRestoring(target.path), readdirSync(target.path)]).toEqual([
      { since: '0:none', copies: folder },
      ['restoring'],
    ]);
    target.remove();
  });

  it('is not made in the data directory', async () => {
    await expect(take(join(directory.path, 'backups'))).rejects.toThrow('would be lost with it');
  });
});

describe('an archive of the write-ahead log', () => {
  let backup: Backup;
  let instant: Date;
  let segments: readonly string[];
  const statement = async (text: string) => (await withAdmin(adminUrl, (admin) => admin.query(text))).rows[0];
  beforeAll(async () => {
    backup = await take();
    await sleep(20);
    ({ instant } = await statement('select clock_timestamp() as instant'));
    const { last } = await statement(
      `select pg_walfile_name(pg_switch_wal()) as first, pg_sleep(0.1),
         pg_walfile_name(pg_logical_emit_message(false, 'x', repeat('x', 20000000))) as last`,
    );
    await statement('select pg_switch_wal()');
    for (let tries = 0; tries < 500 && !existsSync(join(archive, last)); tries += 1) await sleep(20);
    segments = readdirSync(archive).filter((name) => name >= backup.manifest.startSegment);
    expect(segments.length).toBeGreaterThanOrEqual(4);
  });

  const archived = () =>
    readdirSync(archive)
      .filter((name) => !name.startsWith('.'))
      .sort();

  it('restores the state of an instant, and is as it was afterwards', async () => {
    const names = archived();
    const { count, last } = await restored(backup, { archive, to: instant });
    expect(count).toBe(last);
    // One may have been written before it, and committed behind it.
    const { before } = await statement(
      `select count(*)::int as before from acknowledged where at <= '${instant.toISOString()}'`,
    );
    expect([before - 1, before]).toContain(count);
    expect(archived().filter((name) => names.includes(name) || /history/.test(name))).toEqual(names);
  });

  it('with a hole, a damaged segment or no folder is not taken for one that ends there', async () => {
    const target = temporaryDataDirectory();
    const restore = (from = archive) =>
      restoreCluster({ backup: backup.path, manifest: backup.manifest, dataDirectory: target.path, archive: from });
    const middle = join(archive, segments.at(-2) ?? '');
    const kept = readFileSync(middle);
    const damaged = Buffer.from(kept);
    damaged.fill(1, 0, 1 << 20);
    writeFileSync(middle, damaged);
    await expect(restore()).rejects.toThrow('not to the end of the archive');
    renameSync(middle, `${middle}.away`);
    await expect(restore()).rejects.toThrow(`lacks what comes before ${segments.at(-1)}`);
    renameSync(`${middle}.away`, middle);
    writeFileSync(middle, kept);
    await expect(restore(join(archive, 'nowhere'))).rejects.toMatchObject({ code: 'RESTORE_REFUSED' });
    expect(readdirSync(target.path)).not.toContain('database');
    target.remove();
  });

  it('that takes nothing is in the operator’s log once, and so is that it does again', async () => {
    const lines: string[] = [];
    const log = {
      error: (_: unknown, line: string) => void lines.push(line),
      info: (line: string) => void lines.push(line),
    };
    const look = createArchiveLook(adminUrl, log as never);
    await look();
    renameSync(archive, `${archive}.away`);
    const { failed } = await statement('select failed_count as failed from pg_stat_archiver');
    await statement("select pg_switch_wal(), pg_logical_emit_message(false, 'x', 'x')");
    const isCounted = async () =>
      (await statement('select failed_count as count from pg_stat_archiver')).count !== failed;
    for (let tries = 0; tries < 500 && !(await isCounted()); tries += 1) await sleep(20);
    await look();
    await look();
    expect(lines).toEqual([expect.stringContaining('is not archived: the archive is full, away or closed')]);
    renameSync(`${archive}.away`, archive);
    const { name } = await statement('select pg_walfile_name(pg_switch_wal()) as name');
    for (let tries = 0; tries < 500 && !existsSync(join(archive, name)); tries += 1) await sleep(20);
    await look();
    expect(lines.at(-1)).toBe('the archive takes the write-ahead log again');
  });

  it('is left as it is by a restore until that database is served, and then has its timeline', async () => {
    const target = temporaryDataDirectory('portcullis tried ');
    const data = { dataDirectory: target.path, mayCreate: false };
    const histories = () => archived().filter((name) => name.endsWith('.history'));
    try {
      await restoreCluster({ backup: backup.path, manifest: backup.manifest, dataDirectory: target.path, archive });
      const before = histories();
      const tried = await resolveDatabases({ walArchive: archive }, { ...data, isRestoring: true });
      const url = tried.embedded?.connectionString(superuser, 'postgres') ?? '';
      const ask = async (text: string) => (await withAdmin(url, (admin) => admin.query(text))).rows[0];
      const { name } = await ask("select pg_walfile_name(pg_logical_emit_message(false, 'x', 'x')) as name");
      await ask('select pg_switch_wal()');
      await ask('checkpoint');
      await tried.stop();
      expect([histories(), archived().includes(name)]).toEqual([before, false]);
      const served = await resolveDatabases({ walArchive: archive }, data);
      for (let tries = 0; tries < 500 && !existsSync(join(archive, name)); tries += 1) await sleep(20);
      await served.stop();
      expect([histories().length, archived().includes(name)]).toEqual([before.length + 1, true]);
    } finally {
      for (const each of archived().filter((found) => /^0000000[2-9]/.test(found))) rmSync(join(archive, each));
      target.remove();
    }
  });

  it('takes the same segment twice, and another one of its name never', async () => {
    const command = archiveSettings(archive).archive_command ?? '';
    const segment = join(archive, segments[0] ?? '');
    const other = join(dirname(archive), 'other');
    const run = (from: string, name: string) =>
      spawnSync('sh', ['-c', command.replaceAll('%p', from).replaceAll('%f', name).replaceAll('%%', '%')]).status;
    writeFileSync(other, 'another');
    const was = readFileSync(segment);
    expect(run(segment, segments[0] ?? '')).toBe(0);
    expect(run(other, segments[0] ?? '')).not.toBe(0);
    expect(readFileSync(segment).equals(was)).toBe(true);
    expect(run(other, 'new')).toBe(0);
    expect([readFileSync(join(archive, 'new'), 'utf8'), modeOf(join(archive, 'new'))]).toEqual(['another', 0o600]);
    expect(readdirSync(archive).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('still restores any instant since the oldest backup that is kept, once older ones and their segments are removed', async () => {
    const previous = await take();
    const kept = await take();
    const { instant: later } = await statement('select clock_timestamp() as instant');
    const { name } = await statement(`select pg_walfile_name(pg_logical_emit_message(false, 'x', 'x')) as name`);
    await sleep(20);
    await statement('select pg_switch_wal()');
    for (let tries = 0; tries < 500 && !existsSync(join(archive, name)); tries += 1) await sleep(20);
    const { startSegment } = previous.manifest;
    const old = { folder, link, archive, asOf: kept.manifest.completedAt, periodMs: 1 };
    const { backups, others } = await removeOld(old, async (_, remove) => remove());
    expect([listBackups(folder), others]).toEqual([[previous, kept].map(({ path }) => basename(path)), []]);
    expect(backups).toContain(basename(backup.path));
    const left = archived().filter((each) => /^[0-9A-F]{24}/.test(each));
    expect([left.filter((each) => each < startSegment), left[0]?.slice(0, 24)]).toEqual([[], startSegment]);
    const { count, last } = await restored(kept, { archive, to: later });
    expect(count).toBe(last);
  });
});

describe('a backup that does not come to its end', () => {
  (disk ? it : it.skip)(
    'on a full disk has no name, and leaves the earlier ones and the space as they were',
    async () => {
      await expect(take(join(place, 'backups'))).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(readdirSync(join(place, 'backups'))).toEqual([]);
    },
  );

  it('but a restore that is killed, at any moment, leaves no database, or one that is whole', async () => {
    const { path, manifest } = await take(join(dirname(directory.path), 'restored from'));
    const target = temporaryDataDirectory('portcullis restored ');
    const [{ cluster, database }, child] = [dataLayout(target.path), childOf('restoreChild.mjs')];
    for (let time = 0; time < kills / 3; time += 1) {
      const restoring = spawn(process.execPath, ['--no-warnings', child, path, target.path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(restoring.stdout, 'data');
      // The first while it copies.
      while (time === 0 && !existsSync(`${database}.new`)) await sleep(2);
      if (time > 0) await sleep(Math.random() * 1500);
      restoring.kill('SIGKILL');
      await once(restoring, 'exit');
      const isMarked = existsSync(join(target.path, 'restoring'));
      if (existsSync(database) || existsSync(`${database}.new`)) expect(isMarked).toBe(true);
      if (!existsSync(database)) continue;
      expect(existsSync(join(cluster, 'recovery.signal'))).toBe(false);
      rmSync(database, { recursive: true });
    }
    await restoreCluster({ backup: path, manifest, dataDirectory: target.path });
    expect(readdirSync(target.path).filter((name) => name.startsWith('database'))).toEqual(['database']);
    target.remove();
  });

  it('because it is killed, at any moment, has no name; each that has one is whole', async () => {
    const killed = join(dirname(directory.path), 'killed');
    const child = childOf('backupChild.mjs');
    let unfinished = 0;
    for (let time = 0; time < kills; time += 1) {
      const taking = spawn(process.execPath, ['--no-warnings', child, adminUrl, directory.path, killed], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(taking.stdout, 'data');
      await sleep(Math.random() * (time % 2 === 0 ? 1500 : 300));
      taking.kill('SIGKILL');
      await once(taking, 'exit');
      if (existsSync(join(killed, 'unfinished'))) unfinished += 1;
      for (const name of existsSync(killed) ? listBackups(killed) : []) {
        const path = join(killed, name);
        await readBackup(path, readManifest(path, link), {});
        if (time < kills - 1) rmSync(path, { recursive: true });
      }
    }
    expect(unfinished).toBeGreaterThan(0);
    await take(killed);
    // Killed while it took its lock, a process leaves a line with its number: nothing of a backup.
    expect(readdirSync(killed).filter((name) => !/^(?:2|backup\.lock\.\d)/.test(name))).toEqual([]);
  });
});
