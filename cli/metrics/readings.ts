import { Gauge, type Registry } from 'prom-client';
import type { LogQuery } from '../../auditlog/store/pool.js';
import { listFeedPaces, usualGap } from '../../ingest/run/feedPace.js';
import { ageOf, readBackedUp } from '../../storage/inspection/backedUp.js';
import { byDevice, spaceOf } from '../../storage/inspection/diskSpace.js';
import { readServerState } from '../../storage/inspection/serverState.js';
import { overdueMs } from '../../storage/keys/keyRotation.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { CommandContext } from '../commandContext.js';
import type { Lifecycle } from '../lifecycle.js';

/** Time between two readings, ms. */
const everyMs = 30_000;

/** What is read of, and for how long. */
export interface ReadingOf {
  readonly context: Pick<CommandContext, 'dataDirectory' | 'keysDirectory' | 'headsDirectory' | 'databases'>;
  readonly lifecycle: Lifecycle;
}

/** What is read of databases. */
export interface ReadingOptions {
  readonly feeds: boolean;
  readonly url?: string;
}

/** Reads, and sets gauges; throws where it cannot. */
export type Reading = () => Promise<void>;

/** Reads at once and every half minute; a reading that hangs or fails keeps no other from being made, and its age tells. */
export function keepReading(
  { context, lifecycle }: ReadingOf,
  registry: Registry,
  { feeds, url }: ReadingOptions,
): void {
  const { databases } = context;
  const log = openLogPool(url ?? databases.auditWriterUrl);
  const ingest = feeds ? openLogPool(databases.ingestUrl('ingest')) : undefined;
  const isEmbedded = databases.embedded !== undefined;
  const readings = readingsOf(registry, { ...context, isEmbedded }, patiently(log), ingest && patiently(ingest));
  const underWay = new Map<string, Promise<void>>();
  const readAll = (): void => {
    for (const [of, read] of readings) {
      if (underWay.has(of)) continue;
      const done = (): void => void underWay.delete(of);
      underWay.set(of, read().then(done, done));
    }
  };
  readAll();
  const timer = setInterval(readAll, everyMs).unref();
  lifecycle.add('readings', async () => {
    clearInterval(timer);
    // Not awaited: this is closed first, and a reading that hangs would keep all else from it until the process is ended.
    for (const pool of [log, ingest]) void pool?.close();
  });
}

/**
 * The same pool, whose statements are given up, with their connection, when the next reading is due. Why: on a connection that hears
 * nothing any more, a reading would hang for hours after its database is back.
 */
export function patiently(pool: LogQuery, limitMs = everyMs): LogQuery {
  return { query: (statement) => pool.query(Object.assign({}, statement, { query_timeout: limitMs })) };
}

/**
 * What is read, by the name in the label `of`.
 *
 * @param of.isEmbedded whether the database is that which `portcullis backup` copies
 */
export function readingsOf(
  registry: Registry,
  {
    dataDirectory,
    keysDirectory,
    headsDirectory,
    isEmbedded,
  }: Omit<ReadingOf['context'], 'databases'> & { readonly isEmbedded: boolean },
  log: LogQuery,
  ingest: LogQuery | undefined,
): ReadonlyMap<string, Reading> {
  const free = gauge(registry, 'disk_free_bytes', 'Free space of the disk of data, keys and heads.', ['of']);
  const size = gauge(registry, 'disk_size_bytes', 'Size of that disk.', ['of']);
  const paths = { data: dataDirectory, keys: keysDirectory, heads: headsDirectory };
  const disk: Reading = async () => {
    for (const [of, path] of Object.entries(paths)) {
      // Of a folder that is not there yet, the one that it would be in.
      const [there = path] = byDevice([path]);
      const space = spaceOf(there);
      free.set({ of }, space.free);
      size.set({ of }, space.all);
    }
  };
  const readings = new Map<string, Reading>([['disk', disk] as const, ['database', databaseReading(registry, log)]]);
  readings.set('seal', sealReading(registry, keysDirectory));
  if (isEmbedded) readings.set('backups', backupsReading(registry, log));
  if (ingest !== undefined) readings.set('feeds', feedsReading(registry, ingest));
  const readAt = new Map([...readings.keys()].map((of) => [of, performance.now()]));
  gauge(
    registry,
    'reading_age_seconds',
    'Since disks, database, keys, backups and feeds were read.',
    ['of'],
    (ages) => {
      for (const [of, at] of readAt) ages.set({ of }, (performance.now() - at) / 1000);
    },
  );
  const noted = ([of, read]: readonly [string, Reading]) =>
    [of, async () => void readAt.set(of, await read().then(() => performance.now()))] as const;
  return new Map([...readings].map(noted));
}

function databaseReading(registry: Registry, log: LogQuery): Reading {
  const bytes = gauge(registry, 'log_bytes', 'Size of the tables of the audit log and of its keys.', []);
  const wal = gauge(registry, 'wal_bytes', 'Size of the WAL, where the login may know it.', []);
  const failing = gauge(registry, 'wal_archive_failing', '1 if the last attempt to archive WAL failed.', []);
  const used = gauge(registry, 'database_connections', 'Connections of the server of the log.', []);
  const most = gauge(registry, 'database_connections_most', 'The most that it takes.', []);
  return async () => {
    const state = await readServerState(log);
    bytes.set(Number(state.logBytes));
    wal.set(Number(state.walBytes ?? 0));
    failing.set(Number(state.isUnarchived));
    used.set(state.used);
    most.set(state.most);
  };
}

function sealReading(registry: Registry, keysDirectory: string): Reading {
  const help = 'Since the keys of the log were to be renewed, where they are; 0: they are in time.';
  const overdue = gauge(registry, 'seal_key_overdue_seconds', help, []);
  return async () => overdue.set(overdueMs(keysDirectory, Date.now()) / 1000);
}

function backupsReading(registry: Registry, log: LogQuery): Reading {
  const age = gauge(registry, 'backup_age_seconds', 'Since the newest backup; without one, since the log began.', []);
  return async () => {
    age.set(ageOf(await readBackedUp(log), Date.now()) / 1000);
  };
}

function feedsReading(registry: Registry, ingest: LogQuery): Reading {
  const labels = ['source', 'originator'];
  const age = gauge(registry, 'feed_age_seconds', 'Since the last good delivery of a feed.', labels);
  const usual = gauge(registry, 'feed_usual_gap_seconds', 'Time between its deliveries, as usual.', labels);
  return async () => {
    const paces = await listFeedPaces(ingest);
    for (const each of [age, usual]) each.reset();
    for (const { source, originator, published } of paces) {
      const [last] = published;
      if (last !== undefined) age.set({ source, originator }, (Date.now() - last) / 1000);
      const gap = usualGap(published);
      if (gap !== null) usual.set({ source, originator }, gap / 1000);
    }
  };
}

function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  collect: (own: Gauge) => void = () => undefined,
): Gauge {
  return new Gauge({
    ...{ name: `portcullis_${name}`, help, labelNames, registers: [registry] },
    collect() {
      collect(this);
    },
  });
}
