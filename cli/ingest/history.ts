import { createHash } from 'node:crypto';
import { mergeDisclosed } from '../../auditlog/disclosed.js';
import type { IngestDatabases } from '../../ingest/databases.js';
import { listVersions, type RecordVersion } from '../../ingest/rows/versions.js';
import { newId } from '../../storage/keys/ref.js';
import { namedRecords } from '../operatorLog/namedRecords.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { type Output, print } from '../output/printLine.js';

/** What the history of a record needs. */
export interface HistoryCommand extends Output {
  readonly databases: IngestDatabases;
  readonly operatorLog: Pick<OperatorLog, 'look'>;
  readonly operator: string;
  readonly source: string;
  /** The record's key in its source, e.g. an entry's number in a list. */
  readonly key: string;
}

/**
 * Prints every version of a record: when and from where it came, and which fields changed; with `json` also its contents.
 * The look is logged first, with a hash of the key.
 *
 * @throws AUDIT_UNAVAILABLE: then nothing is printed
 */
export async function runHistory(command: HistoryCommand): Promise<void> {
  const { databases, operatorLog, operator, source, key } = command;
  const startedAt = new Date().toISOString();
  const versions = await listVersions(databases, source, key);
  const keySha256 = createHash('sha256').update(key).digest('hex');
  const originators = [...new Set(versions.map(({ originator }) => originator))];
  // Why one each: an auditor sees looks at its own agency's records, and a key may have belonged to several agencies.
  for (const originator of originators.length === 0 ? [null] : originators) {
    const own = versions.filter((version) => version.originator === originator);
    const facts = { source, keySha256, versions: own.length };
    const disclosed = mergeDisclosed(own.map(({ table, id, originator: by }) => namedRecords(table, by, [id])));
    await operatorLog.look({ act: 'history', id: newId('look'), operator, originator, startedAt, facts, disclosed });
  }
  const none = 'No record of this source has this key: it never existed, or was purged.';
  print(command, versions, () => (versions.length === 0 ? [none] : versions.flatMap(describeVersion)));
}

function describeVersion(version: RecordVersion): string[] {
  const { table, id, originator, state, recordedAt, endedAt, file, line, path, sha256, run, endedByRun, changed } =
    version;
  const ending = endedAt === null ? '' : ` ${endedAt} by ${endedByRun}`;
  const place = path === null ? `${file}:${line}` : `${file}:${line} ${path}`;
  return [
    `${table} ${id} version ${version.version}: ${state.toLowerCase()}${ending}`,
    `  recorded ${recordedAt}, of ${originator}, from ${place} (${version.format} ${version.formatVersion}, sha256 ${sha256.slice(0, 16)}), run ${run}`,
    ...(version.qualityFlags.length > 0 ? [`  quality flags: ${version.qualityFlags.join(', ')}`] : []),
    ...(changed === null ? [] : [`  changed: ${changed.join(', ') || 'nothing that is stored as a field'}`]),
  ];
}
