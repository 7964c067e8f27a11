import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { listHeads, openHeadFile } from '../../auditlog/heads.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { listLogs, readNewestAt } from '../../auditlog/store/rows.js';
import { readSize } from '../../auditlog/store/tree.js';
import { badUserInput } from '../../schema/errors.js';
import { writeWholeFile } from '../../schema/wholeFile.js';
import { countPublished, countRecords } from '../../storage/backup/countRecords.js';
import { type Keys, openKeys } from '../../storage/keys/keys.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { type Databases, resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { runAuditVerify } from '../audit/auditVerify.js';
import { withoutBodies } from '../audit/openBodies.js';
import { readKeptHead } from '../audit/trustedHeads.js';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { findKeys, type KeysPutBack } from '../kept/putKeysBack.js';
import { type Lifecycle, workUntilSignal } from '../lifecycle.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { areWrong, describeQuestions, type Questioned } from './asking/questioned.js';
import { checkKeyCopy, describeKeyCopy } from './checkKeyCopy.js';
import { type ChosenBackup, chooseBackup, describePassed } from './chooseBackup.js';
import { type Opened, openRestored, placeOfCopy, type Restorable, removeLeftCopies } from './copy.js';

/** Options of `portcullis backup verify`. */
export interface BackupVerifyCommand extends Output {
  /** A backup, or a folder of several; absent: the database of the settings, restored by other tools. */
  readonly folder: string | undefined;
  /** Folder for the copy; absent: beside the data directory. */
  readonly place?: string | undefined;
}

/**
 * Restores a backup into a copy that nobody else can ask, with an archive to its end; reads and asks it, verifies its logs, and removes it.
 * Nothing is logged: numbers alone are printed. The audit log is neither opened for writing nor are its bodies opened. A PostgreSQL of
 * one's own is restored by its own tools, and read alone.
 *
 * @returns exit code: 0 where it is what it should be, 1 where something is broken, 2 where something is not proven
 * @throws StorageError RESTORE_REFUSED for a folder that is not empty; what `chooseBackup` and `restoreCluster` throw
 */
export async function runBackupVerify(settings: Settings, command: BackupVerifyCommand): Promise<number> {
  const keysDirectory = keysDirectoryOf(settings);
  const keys = await openKeys(keysDirectory);
  const heads = headsDirectoryOf(settings, keysDirectory);
  const { folder } = command;
  const archive = settings.walArchive && resolve(settings.walArchive);
  const chosen = folder === undefined ? undefined : { ...chooseBackup(folder, keys.link), archive };
  const dataDirectory = dataDirectoryOf(settings);
  if (chosen) await removeLeftCopies(dirname(chosen.backup), dataDirectory);
  if (!chosen && settings.databaseUrl === undefined)
    throw badUserInput(
      'What is to be verified?',
      'Name a backup, or with --database-url a database that was restored.',
    );
  return await workUntilSignal({
    open: (lifecycle) => {
      if (!chosen) return openElsewhere(settings, lifecycle);
      return openRestored(chosen, command.place ?? placeOfCopy(dataDirectory), lifecycle, !command.json);
    },
    work: (opened) => look({ ...opened, heads, keys, chosen }, command),
  });
}

async function openElsewhere(settings: Settings, lifecycle: Lifecycle): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-verify-'));
  lifecycle.add('folder', async () => rmSync(folder, { recursive: true, force: true }));
  const databases = await resolveDatabases(settings, { dataDirectory: folder, mayCreate: false });
  lifecycle.add('database', () => databases.release());
  return { databases, folder };
}

/** What the copy is held to. */
interface Held extends Opened {
  /** Folder of the heads that the writers keep. */
  readonly heads: string;
  readonly keys: Keys;
  readonly chosen: (Restorable & Pick<ChosenBackup, 'passed' | 'others'>) | undefined;
}

async function look(held: Held, command: BackupVerifyCommand): Promise<number> {
  const { databases, chosen } = held;
  await databases.assertMigrated();
  const differences = (await databases.differences()).length;
  const records = await countRecords((source) => databases.url(source));
  const questions = await ask(databases, held.keys);
  const pool = openLogPool(databases.auditWriterUrl);
  try {
    const { trust, later, asOf, unsigned } = await findTrust(pool, held);
    const lost = await countLost(databases, records);
    const lines: string[] = [];
    const out = (line: string) => void lines.push(line);
    const keys = withoutBodies({ ...held.keys, store: databases.auditKeys });
    const verifying = { pool, keys, ...trust, asOf, json: command.json, out };
    const beside = chosen ? await checkKeyCopy(chosen.backup, held.keys) : null;
    const isBroken = differences > 0 || beside?.isWhole === false || areWrong(questions);
    const closed = await findKeys(
      { keys: held.keys, headsDirectory: held.heads, store: databases.auditKeys, db: pool },
      chosen && dirname(chosen.backup),
    );
    const isUnproven = closed?.from === null || lost > 0 || (chosen?.passed ?? []).length > 0;
    const found = await runAuditVerify(verifying);
    const code = isBroken || found === 1 ? 1 : isUnproven ? 2 : found;
    const { backup, manifest, archive, passed, others } = chosen ?? {};
    const of = manifest && { backup, passed, others, completedAt: manifest.completedAt, archive, keys: beside };
    const audit = command.json ? JSON.parse(lines[0] ?? '{}') : undefined;
    print(command, { ...of, closed, records, lost, questions, unsigned, later, differences, audit }, () => [
      ...(chosen ? [describeCopy(chosen), ...describePassed(chosen)] : []),
      ...(beside ? [describeKeyCopy(beside)] : []),
      ...(closed ? [describeClosed(closed)] : []),
      `records: ${Object.entries(records)
        .map(([source, count]) => `${source} ${count}`)
        .join(', ')}`,
      ...describeQuestions(questions),
      ...(differences > 0 ? ['BROKEN    its tables are not those that this version describes.'] : []),
      ...lines,
      ...unsigned.map(
        ({ log, entries }) =>
          `${log}: its last ${counted(entries, 'entry', 'entries')} under no checkpoint and no head.`,
      ),
      ...later.map(({ log, entries }) => `${log}: ${counted(entries, 'entry', 'entries')} behind the backup.`),
      ...(lost > 0 ? [`UNPROVEN  no record is there, though ${counted(lost, 'run')} took some in.`] : []),
    ]);
    return code;
  } finally {
    await pool.close();
  }
}

function describeClosed({ from, closed }: KeysPutBack): string {
  const days = counted(closed, 'day');
  if (from !== null) return `${days} of its logs, whose auditSeal is forgotten, open by ${from}.`;
  return `UNPROVEN  no body of ${days} of its logs opens: their auditSeal is forgotten, and no copy of their keys can be used.`;
}

function describeCopy({ backup, manifest, archive }: Restorable): string {
  const until = archive === undefined ? `as of ${manifest.completedAt}` : `to the end of the archive ${archive}`;
  return `${backup}, ${until}: every file is as it was, and the copy was restored and read.`;
}

/** Runs that published records of which none is there; 0 where any record is. */
async function countLost(databases: Databases, records: Readonly<Record<string, number>>): Promise<number> {
  if (Object.values(records).some((count) => count > 0)) return 0;
  return await countPublished(databases.ingestUrl('ingest'));
}

async function ask(databases: Databases, keys: Keys): Promise<Questioned> {
  // Why late: no other command of backups needs plans and sources. Why one after the other: they share most modules.
  const { openAskable } = await import('./asking/askable.js');
  const { askQuestions } = await import('./asking/questions.js');
  const askable = await openAskable(databases, keys);
  return await askQuestions(askable).finally(() => askable.close());
}

/**
 * The heads that the copy's logs must have: a kept one that is no longer than the log, else the newest that the log's own key signed.
 * Of a longer one it is said how many entries came later: the copy cannot have them.
 */
async function findTrust(pool: LogPool, { folder, heads }: Held) {
  // Why of each log: its last entries waited for no checkpoint since, however old the copy is, and however long others went on.
  const asOf = new Map<string, number>();
  const unsigned: { readonly log: string; readonly entries: number }[] = [];
  const kept = join(folder, 'heads');
  const note = join(folder, 'notes');
  const notes: string[] = [];
  const later: { readonly log: string; readonly entries: number }[] = [];
  for (const log of new Set([...listHeads(heads), ...(await listLogs(pool))])) {
    const [head] = readKeptHead(heads, log).trusted;
    const size = await readSize(pool, log);
    if (head && head.size > size) later.push({ log, entries: head.size - size });
    const newest = await findNewestCheckpoint(pool, log);
    const isKept = head !== undefined && head.size <= size;
    if (isKept) openHeadFile(kept, log).write({ ...head, log });
    else if (newest) notes.push(newest.note);
    const covered = Math.max(isKept ? head.size : 0, newest?.size ?? 0);
    if (covered < size) unsigned.push({ log, entries: size - covered });
    const at = await readNewestAt(pool, log);
    if (at !== null) asOf.set(log, at);
  }
  if (notes.length > 0) writeWholeFile(note, notes.join('\n'), 'create');
  return { trust: { heads: kept, trust: notes.length > 0 ? [note] : [] }, later, asOf, unsigned };
}
