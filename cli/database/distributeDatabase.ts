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
    print(output, { sources: places }, () =>
      places.map(
        ({ schema, node, tables, isNew }) => `${schema}: ${tables} tables on ${node}${isNew ? '' : ', as before'}`,
      ),
    );
  } finally {
    await databases.release();
  }
}
