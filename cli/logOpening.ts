import { createHash } from 'node:crypto';
import type { AuditLogOptions } from '../auditlog/store.js';
import { readPackageFile } from '../schema/files.js';
import type { Foundation } from './foundation.js';

/**
 * What every log of this deployment is opened with: its keys, its heads, and what its first entry says.
 *
 * @param schema the schema that is answered by, as text; by default the supergraph of this package
 */
export function logOpening(
  { keys, headsDirectory, policy }: Pick<Foundation, 'keys' | 'headsDirectory' | 'policy'>,
  schema: string = readPackageFile('schema', 'supergraph.graphql'),
): Pick<AuditLogOptions, 'keys' | 'heads' | 'opening'> {
  const schemaHash = createHash('sha256').update(schema, 'utf8').digest('hex');
  return { keys, heads: headsDirectory, opening: { policyVersion: policy.version, schemaHash } };
}
