import type { Policy } from '../../policy/policy.js';
import { badUserInput } from '../../schema/errors.js';
import { version } from '../../schema/files.js';
import { newId } from '../../storage/keys/ref.js';
import type { WritableDatabase } from '../../storage/types.js';
import { utcText } from '../rows/utcText.js';
import type { Deployment, SettledDelivery } from './delivery.js';
import { dropStaged, type Run, type RunState } from './runs.js';

/** Begins a run, or goes on with the one of this very delivery that was stopped before it was done. */
export async function beginRun(deployment: Deployment, delivery: SettledDelivery, operator: string): Promise<Run> {
  const { ingest: database } = deployment.databases;
  const [stopped] = await database.exec<RunRow>(
    `select ${runColumns} from ingest.run where delivery_key = $1 and state in ('READING', 'STAGED', 'PUBLISHING')
     order by started_at desc limit 1`,
    [delivery.key],
  );
  if (stopped) return toRun(await restartIfOutdated(deployment, stopped, delivery), true);
  const { files } = delivery.facts;
  const [begun] = await database.exec<RunRow>(
    `insert into ingest.run (id, format, originator, files, file_hashes, file_sizes, started_at, delivery_key, format_version,
       state, operator, whole, sequence, envelope, format_name, reader)
     values ($1, $2, $3, $4, $5, $6::bigint[], $7, $8, $9, 'READING', $10, $11, $12, $13, $14, $15) returning ${runColumns}`,
    [
      newId('run'),
      delivery.source,
      delivery.originator,
      files.map(({ name }) => name),
      files.map(({ sha256 }) => sha256),
      files.map(({ bytes }) => String(bytes)),
      new Date().toISOString(),
      delivery.key,
      delivery.version,
      operator,
      delivery.limits.whole === true,
      delivery.sequence,
      JSON.stringify(delivery.envelope),
      delivery.format.name,
      readerOf(deployment.policy),
    ],
  );
  return toRun(begun as RunRow, false);
}

/**
 * Begins a stopped run anew where what it staged no longer counts; leaves any other as it is. Either another run of its source
 * has published since: what was staged was compared with what was stored then, and what was published may have been replaced.
 * Or another release or policy judged it, and nothing of it is logged yet: half would be judged by the one, half by the other.
 *
 * @remarks Without the former, the run would overwrite later records without keeping them in history, under ids that are not
 *   theirs, and what it had already published would stay replaced: half of it would be shown. The caller holds the lock of
 *   the source. May be repeated: while anything is staged, the run is still the old one.
 */
async function restartIfOutdated(
  { databases, policy }: Deployment,
  stopped: RunRow,
  { source, sources }: SettledDelivery,
): Promise<RunRow> {
  const reader = readerOf(policy);
  const isJudgedOtherwise = stopped.reader !== reader && !stopped.recorded && stopped.state !== 'PUBLISHING';
  const later = await databases.ingest.exec(
    `select from ingest.run other join ingest.run stopped on other.publishing_at >= stopped.started_at
     where stopped.id = $1 and other.id <> $1 and other.format = $2 limit 1`,
    [stopped.id, source],
  );
  if (later.length === 0 && !isJudgedOtherwise) return stopped;
  await dropStaged(databases, sources, stopped.id);
  const [restarted] = await databases.ingest.exec<RunRow>(
    `update ingest.run set state = 'READING', started_at = $2, position = 0, recorded_at = null, publishing_at = null,
       staged = null, reader = $3 where id = $1 returning ${runColumns}`,
    [stopped.id, new Date().toISOString(), reader],
  );
  return restarted as RunRow;
}

/** Which release reads, under which policy. */
function readerOf(policy: Policy): string {
  return `${version()} ${policy.version}`;
}

const runColumns = `id, state, ${utcText('started_at')} as "startedAt", recorded_at is not null as recorded, reader, staged`;

interface RunRow extends Omit<Run, 'resumed'> {
  readonly state: RunState;
  readonly reader: string | null;
}

function toRun({ state: _, reader: __, ...run }: RunRow, resumed: boolean): Run {
  return { ...run, resumed };
}

/**
 * Deltas are applied in order: what one changes, a later one changes again.
 *
 * @throws BAD_USER_INPUT for one that comes before what is published, or after one that was stopped, which could then not be
 *   finished any more
 */
export async function assertInOrder(database: WritableDatabase, delta: SettledDelivery): Promise<void> {
  const { sequence } = delta;
  if (sequence === null) return;
  const stopped = await earliestStopped(database, delta);
  if (stopped !== null && sequence > stopped.sequence)
    throw badUserInput(
      `The delta before this one (${stopped.sequence}) was begun and is not done: ${stopped.id}.`,
      'Ingest that one again first: it goes on where it ended. portcullis sources --runs --open shows its files.',
    );
  const last = await lastPublished(database, delta);
  if (last === null || sequence > last) return;
  throw badUserInput(
    `This delta (${sequence}) does not come after the last one that was published (${last}).`,
    'Deltas are applied in order: ingest those in between first, or a whole list with --full.',
  );
}

interface EarlierRun {
  readonly id: string;
  readonly sequence: string;
}

async function earliestStopped(
  database: WritableDatabase,
  { source, originator, key }: SettledDelivery,
): Promise<EarlierRun | null> {
  const [row] = await database.exec<EarlierRun>(
    `select id, sequence from ingest.run where format = $1 and originator = $2 and sequence is not null
       and delivery_key <> $3 and state in ('READING', 'STAGED', 'PUBLISHING')
     order by sequence collate "C" limit 1`,
    [source, originator, key],
  );
  return row ?? null;
}

/** Null where no delta is published, or the last one is this delivery. */
async function lastPublished(
  database: WritableDatabase,
  { source, originator, key }: SettledDelivery,
): Promise<string | null> {
  const [row] = await database.exec<{ sequence: string; delivery_key: string }>(
    `select sequence, delivery_key from ingest.run
     where format = $1 and originator = $2 and state = 'DONE' and sequence is not null
     order by sequence collate "C" desc limit 1`,
    [source, originator],
  );
  return row === undefined || row.delivery_key === key ? null : row.sequence;
}
