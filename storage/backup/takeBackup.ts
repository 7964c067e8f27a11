import { hash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type pg from 'pg';
import { syncFolder } from '../../schema/wholeFile.js';
import type { ActPosition } from '../acts/actList.js';
import type { DataLayout } from '../embedded/layout.js';
import { withAdmin } from '../roles.js';
import { explainBackupError, nameFinished, unfinishedIn } from './backupsFolder.js';
import { listCluster } from './clusterFiles.js';
import { type CopiedFile, copyFiles } from './copyFiles.js';
import { type BackupManifest, backupNameOf, writeManifest } from './manifest.js';
import { historyName, segmentsBetween } from './segments.js';

/** What is backed up, and where to. */
export interface BackupOptions {
  /** A superuser of the running server. */
  readonly adminUrl: string;
  readonly layout: DataLayout;
  /** Folder of backups. */
  readonly folder: string;
  /** Key of references, under which the manifest is sealed. */
  readonly link: Uint8Array;
  /** Where the list of acts stands now. */
  readonly acts: ActPosition;
  /** Version of the product. */
  readonly build: string;
  /** Takes bytes copied, and those that there are to copy. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** A backup that is on the disk, whole. */
export interface TakenBackup {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly manifest: BackupManifest;
}

/**
 * Copies a cluster while its server runs. The copy has its name once it is whole and on the disk, and never before; nothing that is
 * there is changed. Only under the lock of its folder.
 *
 * @throws StorageError BACKUP_REFUSED, DISK_FULL
 */
export async function takeBackup(options: BackupOptions): Promise<TakenBackup> {
  const { folder, link } = options;
  const unfinished = unfinishedIn(folder);
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    const manifest = await withAdmin(options.adminUrl, (admin) => copyCluster(admin, unfinished, options));
    writeManifest(unfinished, manifest, link);
    const name = backupNameOf(manifest.completedAt);
    nameFinished(folder, name);
    return {
      name,
      path: join(folder, name),
      bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
      manifest,
    };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw explainBackupError(error, folder);
  }
}

async function copyCluster(admin: pg.Client, target: string, options: BackupOptions): Promise<BackupManifest> {
  const { layout, build, acts, onProgress, signal } = options;
  const started = await begin(admin);
  const listing = await listCluster(layout.cluster);
  const folders = ['cluster', ...listing.folders.map(inCluster)];
  for (const path of folders) mkdirSync(join(target, path), { mode: 0o700 });
  const total = listing.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    onProgress?.(done, total);
  };
  const copying = { from: layout.database, to: target, onBytes, signal };
  const paths = listing.files.map(({ path }) => inCluster(path)).filter((path) => path !== control);
  const copied = [...(await copyFiles(paths, { ...copying, mayVanish: true }))];
  copied.push(writeNew(target, control, await readStable(join(layout.database, control))));
  const { label, segments, ...ended } = await stop(admin, started);
  copied.push(writeNew(target, inCluster('backup_label'), Buffer.from(label)));
  const histories = readdirSync(join(layout.cluster, 'pg_wal')).filter((name) => historyName.test(name));
  const wal = [...histories, ...segments].map((name) => inCluster(`pg_wal/${name}`));
  copied.push(...(await copyFiles([...wal, basename(layout.passwords)], copying)));
  for (const path of [...folders, '']) syncFolder(join(target, path));
  const files = copied.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { form: 'portcullis-backup-1', build, acts, ...started, ...ended, files };
}

const inCluster = (path: string): string => `cluster/${path}`;

/** Says where the last checkpoint is: copied behind all that it speaks of. */
const control = inCluster('global/pg_control');

/** What is known when a backup begins. */
type Started = Pick<BackupManifest, 'postgres' | 'systemIdentifier' | 'segmentBytes' | 'startedAt'>;

async function begin(admin: pg.Client): Promise<Started> {
  const slot = `portcullis_backup_${randomBytes(4).toString('hex')}`;
  // Temporary: it ends with this connection, and until then keeps the segments that the backup needs.
  await admin.query('select pg_create_physical_replication_slot($1, true, true)', [slot]);
  const { rows } = await admin.query<Started & { startedAt: Date }>(`
    select current_setting('server_version') as "postgres", clock_timestamp() as "startedAt",
      (select setting::int from pg_settings where name = 'wal_segment_size') as "segmentBytes",
      (select system_identifier::text from pg_control_system()) as "systemIdentifier"
    from pg_backup_start('portcullis', true)`);
  const [row] = rows as [Started & { startedAt: Date }];
  return { ...row, startedAt: row.startedAt.toISOString() };
}

async function stop(admin: pg.Client, { segmentBytes }: Started) {
  const { rows } = await admin.query<{ lsn: string; labelfile: string; segment: string; at: Date }>(`
    select lsn::text, labelfile, pg_walfile_name(lsn) as segment, clock_timestamp() as at from pg_backup_stop(false)`);
  const [{ lsn, labelfile: label, segment, at }] = rows as [(typeof rows)[number]];
  const [, startLsn = '', startSegment = ''] = /^START WAL LOCATION: (\S+) \(file ([0-9A-F]{24})\)/.exec(label) ?? [];
  const segments = segmentsBetween(startSegment, segment, segmentBytes);
  return { startLsn, stopLsn: lsn, startSegment, segments, label, completedAt: at.toISOString() };
}

/** Reads a file that the server writes at once, until it was not written meanwhile. */
async function readStable(path: string): Promise<Buffer> {
  for (;;) {
    const [first, second] = [await readFile(path), await readFile(path)];
    if (first.equals(second)) return first;
  }
}

function writeNew(folder: string, path: string, content: Buffer): CopiedFile {
  writeFileSync(join(folder, path), content, { mode: 0o600, flag: 'wx', flush: true });
  return { path, bytes: content.length, sha256: hash('sha256', content, 'hex') };
}
