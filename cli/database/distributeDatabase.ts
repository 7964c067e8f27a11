import type { RecordSourceName } from '../../schema/sources.js';
import { distributeSchema, type SchemaPlace } from '../../storage/nodes/distribute.js';
import { resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { dataDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';

/** What `portcullis database distribute` needs. */
export interface DistributeCommand extends Output {
  readonly settings: Settings;
  readonly sources: readonly RecordSourceName[];
}

/** Has Citus put each source on one of its nodes, and says where each is. May be repeated. */
export async function distributeDatabase({ settings, sources, ...output }: DistributeCommand): Promise<void> {
  const databases = await resolveDatabases(settings, { dataDirectory: dataDirectoryOf(settings), mayCreate: false });
  try {
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
