import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import type { IngestDatabases } from '../../ingest/databases.js';
import type { RecordRun } from '../../ingest/run/recordedRun.js';
import type { Policy } from '../../policy/policy.js';
import { type CommandContext, openCommandContextFor } from '../commandContext.js';
import type { Settings } from '../config.js';
import { explain } from '../explain.js';
import { workUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { createRecordRun } from '../operatorLog/recordRun.js';
import { openIngestDatabases } from './demonstration.js';

/*
 * Why beside `ingest.ts`: most commands about what was brought in read no format, and those are half of their start.
 */

/** What a command that ingests needs of the deployment. */
export interface IngestAccess {
  readonly databases: IngestDatabases;
  readonly keys: { readonly link: Uint8Array };
  readonly policy: Policy;
  readonly record: RecordRun;
  readonly operatorLog: OperatorLog;
  readonly log: Logger;
}

/**
 * Opens databases, keys and the audit log's writer for a command, and lets go of them.
 *
 * @param options.mayCreate true for what brings in: makes them where there are none. Anything else is about what is there already
 * @param options.isKept true for what goes on for as long as it is let: the embedded server is started again where it ends
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
    // Why it goes on without: it waits for its database anyway, and takes up what it had at hand.
    if (isKept || mayCreate) context.databases.keepRunning(log).catch((error: unknown) => log.error(explain(error)));
    const { databases, close } = openIngestDatabases(context);
    const operatorLog = createOperatorLog(settings, context, log);
    const { keys, policy } = context;
    const access = { databases, keys, policy, record: createRecordRun(operatorLog), operatorLog, log };
    return await run(access).finally(close);
  }
}

/**
 * Lets the collector run more often, so that a long stream is read in little memory: by default V8 lets a heap grow to
 * several times what is alive. Measured: half the memory at the same speed.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
}
