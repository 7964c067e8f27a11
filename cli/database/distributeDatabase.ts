import type { RecordSourceName } from '../../schema/sources.js';
import { assertRestored } from '../../storage/acts/restoring.js';
import { assertCoordinator, distributeSchema, type SchemaPlace } from '../../storage/nodes/distribute.js';
import { resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { dataDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';

/** What `portcullis database distribute` needs. */
export interface DistributeCommand extends Output {
  readonly settings: Settings;
  readonly sources: readonly RecordSourceName[];
}

/** Migrates, has Citus put each source on one of its nodes, and says where each is. May be repeated. */
export async function distributeDatabase({ settings, sources, ...output }: DistributeCommand): Promise<void> {
  const dataDirectory = dataDirectoryOf(settings);
  assertRestored(dataDirectory);
  const databases = await resolveDatabases(settings, { dataDirectory, mayCreate: false });
  try {
    // Why first: another database is not to be migrated by a command that then can do nothing there.
    for (const source of sources) await assertCoordinator(databases.adminUrl(source));
    await databases.migrate();
    const places: SchemaPlace[] = [];
    for (const source of sources) places.push(await distributeSchema(databases.adminUrl(source), source));
    print(output, { sources: places }, () => places.flatMap(linesOf));
  } finally {
    await databases.release();
  }
}

function linesOf({ schema, node, tables, isNew, cleared, samples }: SchemaPlace): readonly string[] {
  const place = `${schema}: ${tables} tables on ${node}${isNew ? '' : ', as before'}`;
  return [
    cleared === 0 ? place : `${place}; ${Math.ceil(cleared / 1e6)} MB of rows are gone from the coordinator`,
    ...(samples
      ? [
          `${schema}: the coordinator still has values that PostgreSQL planned by. As a superuser there: ` +
            `delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = '${schema}'::regnamespace)`,
        ]
      : []),
  ];
}
