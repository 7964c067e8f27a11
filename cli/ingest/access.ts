import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import type { IngestDatabases } from '../../ingest/databases.js';
import type { RecordRun } from '../../ingest/run/recordedRun.js';
import type { Policy } from '../../policy/policy.js';
import { type CommandContext, openCommandContextFor } from '../commandContext.js';
import type { Settings } from '../config.js';
import { workUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { createRecordRun } from '../operatorLog/recordRun.js';
import { openIngestDatabases } from './demonstration.js';

/*
 * Why apart from `ingest.ts`: most commands about records read no format, and loading the formats would double their start.
 */

/** What a command about records needs of the deployment. */
export interface IngestAccess {
  readonly databases: IngestDatabases;
  readonly keys: { readonly link: Uint8Array };
  readonly policy: Policy;
  readonly record: RecordRun;
  readonly operatorLog: OperatorLog;
  readonly log: Logger;
}

/**
 * Opens databases, keys and the audit log's writer for a command, and closes them.
 *
 * @param options.mayCreate true for ingest: creates them where there are none
 * @param options.isKept true for a watch, which handles signals itself
 */
export async function withIngest<T>(
  settings: Settings,
  run: (access: IngestAccess) => Promise<T>,
  { mayCreate = false, isKept = false }: { readonly mayCreate?: boolean; readonly isKept?: boolean } = {},
): Promise<T> {
  keepHeapSmall();
  const log = openLog(settings);
  return await workUntilSignal({
    open: (lifecycle) => openCommandContextFor(lifecycle, settings, log, { mayCreate }),
    work: workWith,
    ...(isKept ? { signals: [] } : {}),
  });

  async function workWith(context: CommandContext): Promise<T> {
    const { databases, close } = openIngestDatabases(context);
    const operatorLog = createOperatorLog(settings, context, log);
    const { keys, policy } = context;
    const access = { databases, keys, policy, record: createRecordRun(operatorLog), operatorLog, log };
    return await run(access).finally(close);
  }
}

/** Has V8 collect garbage more often while a long stream is read. Measured: half the memory at the same speed. */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
}
