import { createHash } from 'node:crypto';
import type { Head } from '../auditlog/heads.js';
import type { AuditLogOptions } from '../auditlog/writer/openLog.js';
import { readPackageFile } from '../schema/files.js';
import type { CommandContext } from './commandContext.js';
import { hashSettings, type Settings } from './config.js';

/**
 * What every log of this deployment is opened with: keys, heads, and the contents of its first entry.
 *
 * @param schema the schema that is served, as text; by default the supergraph of this package
 * @param settings those of the process
 * @param registered head of the register entry that names the log
 */
export function logOpening(
  context: Pick<CommandContext, 'keys' | 'headsDirectory' | 'policy'>,
  schema: string = readPackageFile('schema', 'supergraph.graphql'),
  settings?: Settings,
  registered?: Head,
): Pick<AuditLogOptions, 'keys' | 'heads' | 'opening' | 'timeoutMs'> {
  const schemaHash = createHash('sha256').update(schema, 'utf8').digest('hex');
  const settingsHash = settings && { settingsHash: hashSettings(settings) };
  const opening = {
    // Why read each time: a log is written for days, and the policy may be reloaded meanwhile.
    get policyVersion() {
      return context.policy.version;
    },
    schemaHash,
    ...settingsHash,
    ...(registered && { registered }),
  };
  const timeoutMs = settings && { timeoutMs: settings.logTimeoutMs };
  return { keys: context.keys, heads: context.headsDirectory, opening, ...timeoutMs };
}
