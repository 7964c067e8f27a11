import { createHash } from 'node:crypto';
import type { AuditLogOptions } from '../auditlog/writer/openLog.js';
import { readPackageFile } from '../schema/files.js';
import { hashSettings, type Settings } from './config.js';
import type { Foundation } from './foundation.js';

/**
 * What every log of this deployment is opened with: its keys, its heads, and what its first entry says.
 *
 * @param schema the schema that is answered by, as text; by default the supergraph of this package
 * @param settings those that the process runs with
 */
export function logOpening(
  { keys, headsDirectory, policy }: Pick<Foundation, 'keys' | 'headsDirectory' | 'policy'>,
  schema: string = readPackageFile('schema', 'supergraph.graphql'),
  settings?: Settings,
): Pick<AuditLogOptions, 'keys' | 'heads' | 'opening'> {
  const schemaHash = createHash('sha256').update(schema, 'utf8').digest('hex');
  const settingsHash = settings && { settingsHash: hashSettings(settings) };
  return { keys, heads: headsDirectory, opening: { policyVersion: policy.version, schemaHash, ...settingsHash } };
}
