import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { operatorLogId } from '../../auditlog/logIds.js';
import type { RunningGateway } from '../../gateway/index.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { type CommandContext, openCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { closeOperators } from '../instance/closeOperators.js';
import { openInstanceRegister } from '../instance/instanceRegister.js';
import type { Opening, Serving } from '../instance/serving.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openWorkerMeters, showMeters } from '../metrics/openMeters.js';
import { makeLogSocket } from '../workers/logSocket.js';
import { LogWriter } from '../workers/logWriter.js';
import type { WriterAssignment } from '../workers/messages.js';
import { type Primary, runWorker } from '../workers/runWorker.js';
import { Supervisor } from '../workers/supervisor.js';
import { openWorkerLog } from '../workers/workerLog.js';
import { workerSettings } from '../workers/workerSettings.js';
import { writeLog } from '../workers/writeLog.js';
import { createReload } from './policy/reload.js';
import { openServerContext } from './serverContext.js';

/** What several processes serve. */
export interface WorkersPlan {
  /** How many; `auto`: one for each core that this process may use. */
  readonly workers: number | 'auto';
  /** Done once, by the primary, before any worker starts. */
  readonly prepare?: (context: CommandContext) => Promise<void>;
  /** Starts the primary's background work, once all workers serve. */
  readonly openBackground: (opening: Opening) => Promise<void>;
  /** Done by each worker. */
  readonly open: (serving: Serving) => Promise<RunningGateway>;
  /** The schema that the workers serve, as text. */
  readonly readSchema: () => string;
}

/**
 * Serves with several processes until a signal comes. The same command runs in each: in the primary, which owns the
 * data directory, the database and the port, in its workers, which serve, and in the one that writes the log of all workers. Why that is
 * not the primary: it hands out connections, and ends with its workers where it fails.
 *
 * @throws Error in one line where a worker cannot start, or crashes too often
 */
export async function serveWithWorkers(settings: Settings, plan: WorkersPlan): Promise<void> {
  if (cluster.isWorker) await serveAsWorker(settings, plan);
  else await superviseWorkers(settings, plan);
}

async function serveAsWorker(settings: Settings, plan: WorkersPlan): Promise<never> {
  return await runWorker(async (assignment, lifecycle, primary) => {
    const name = assignment.role === 'WORKER' ? { worker: assignment.slot } : { writer: process.pid };
    const log = openLog(settings).child(name);
    const context = await openCommandContext(settings, log, { policyFiles: assignment.policy });
    lifecycle.add('database', () => context.databases.release());
    const meters = await openWorkerMeters({ settings, lifecycle });
    if (assignment.role === 'WRITER')
      return await serveAsWriter({ settings, context, log, lifecycle, meters }, primary, plan, assignment);
    const share = workerSettings(settings, assignment, { isEmbedded: context.databases.embedded !== undefined });
    const opening = { settings: share, context, log, lifecycle, meters };
    const openAuditLog: Serving['openAuditLog'] = async () => openWorkerLog(opening, assignment.logSocket);
    return await plan.open({ ...opening, openAuditLog });
  });
}

/** Stands by, and writes the log of the workers once it is told to. */
async function serveAsWriter(
  opening: Opening,
  { register, standBy }: Primary,
  plan: WorkersPlan,
  assignment: WriterAssignment,
) {
  await standBy();
  const receiving = await writeLog({ ...opening, register }, assignment, plan.readSchema());
  return { url: '', drain: () => receiving.close(0) };
}

async function superviseWorkers(settings: Settings, { workers, prepare, openBackground }: WorkersPlan): Promise<void> {
  const count = workers === 'auto' ? availableParallelism() : workers;
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => {
      let policy = readPolicyFiles(settings.policyDir);
      const context = await openServerContext(settings, log, lifecycle, policy);
      const meters = await showMeters({ settings, log, lifecycle }, { isPrimary: true });
      const opening = { settings, context, log, lifecycle, meters };
      let supervisor: Supervisor | undefined;
      let writer: LogWriter | undefined;
      const register = await openInstanceRegister(opening, {
        ahead: [operatorLogId(settings.logId)],
        onWhole: (isWhole) => writer?.sendWhole(isWhole),
      });
      await prepare?.(context);
      const logSocket = makeLogSocket(context.dataDirectory);
      lifecycle.add('socket of the log', async () => logSocket.remove());
      const reload = createReload(opening, async ({ files }) => async () => {
        // Why first: a process that replaces a crashed one starts with these too.
        policy = files;
        // Why the writer last: where no new worker can start, all goes on as it is.
        if ((await supervisor?.roll()) !== true || (await writer?.roll()) !== true)
          throw new Error('not every process was replaced: see the lines before');
      });
      const shared = { settings, log, logSocket, policy: () => policy };
      writer = new LogWriter({ ...shared, register, ending: lifecycle.ending });
      lifecycle.add('writer of the log', () => writer.stop());
      lifecycle.endsWith(writer.failed);
      await writer.start();
      supervisor = new Supervisor({ ...shared, count });
      lifecycle.add('workers', () => supervisor.stop());
      lifecycle.endsWith(supervisor.failed);
      const url = await supervisor.start();
      writer.keepStandby();
      closeOperators({ ...opening, register });
      await openBackground(opening);
      lifecycle.onHangUp = reload;
      return url;
    },
    announce: (url) =>
      console.log(
        `Portcullis is ready at ${url} (${count === 1 ? '1 worker' : `${count} workers`}). ` +
          `Reload with kill -HUP ${process.pid}, stop with Ctrl+C or kill -TERM ${process.pid}.`,
      ),
  });
}
