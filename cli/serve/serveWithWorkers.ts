import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { operatorLogId, workerLogId } from '../../auditlog/logIds.js';
import { type Budget, createBudget } from '../../gateway/identity/budget.js';
import type { RunningGateway } from '../../gateway/index.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { type CommandContext, openCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { closeOrphans } from '../instance/closeOrphans.js';
import { openInstanceRegister } from '../instance/instanceRegister.js';
import type { Serving } from '../instance/serving.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { runWorker } from '../workers/runWorker.js';
import { budgetOfPrimary } from '../workers/sharedBudget.js';
import { Supervisor } from '../workers/supervisor.js';
import { workerSettings } from '../workers/workerSettings.js';
import { createReload } from './policy/reload.js';
import { openServerContext } from './serverContext.js';

/** What several processes serve. */
export interface WorkersPlan {
  /** How many; `auto`: one for each core that this process may use. */
  readonly workers: number | 'auto';
  /** Done once, by the primary, before any worker starts. */
  readonly prepare?: (context: CommandContext) => Promise<void>;
  /** Starts the primary's background work, once all workers serve. */
  readonly openBackground: (serving: Serving) => void;
  /** Done by each worker, with the budget of the primary. */
  readonly open: (serving: Serving, budget: Budget) => Promise<RunningGateway>;
}

/**
 * Serves with several processes until a signal comes. The same command runs in each: in the primary, which owns the
 * data directory, the database and the port, and in its workers, which serve.
 *
 * @throws Error in one line where a worker cannot start, or crashes too often
 */
export async function serveWithWorkers(settings: Settings, plan: WorkersPlan): Promise<void> {
  if (cluster.isWorker) await serveAsWorker(settings, plan);
  else await superviseWorkers(settings, plan);
}

async function serveAsWorker(settings: Settings, { open }: WorkersPlan): Promise<never> {
  return await runWorker(async (assignment, lifecycle, { claims, register }) => {
    const log = openLog(settings).child({ worker: assignment.slot });
    const context = await openCommandContext(settings, log, { policyFiles: assignment.policy });
    lifecycle.add('database', () => context.databases.release());
    const share = workerSettings(settings, assignment, { isEmbedded: context.databases.embedded !== undefined });
    const own = { ...share, logId: workerLogId(settings.logId, assignment.slot) };
    return await open(
      { settings: own, context, log, lifecycle, register },
      budgetOfPrimary(claims, settings.objectsPerMinute),
    );
  });
}

async function superviseWorkers(settings: Settings, { workers, prepare, openBackground }: WorkersPlan): Promise<void> {
  const count = workers === 'auto' ? availableParallelism() : workers;
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => {
      let policy = readPolicyFiles(settings.policyDir);
      const context = await openServerContext(settings, log, lifecycle, policy);
      const opening = { settings, context, log, lifecycle };
      let supervisor: Supervisor | undefined;
      const register = await openInstanceRegister(opening, {
        ahead: [operatorLogId(settings.logId)],
        onWhole: (isWhole) => supervisor?.sendWhole(isWhole),
      });
      const serving = { ...opening, register };
      await prepare?.(context);
      const reload = createReload(serving, async ({ files }) => async () => {
        // Why first: a worker that replaces a crashed one starts with these too.
        policy = files;
        if ((await supervisor?.roll()) !== true) throw new Error('not every worker was replaced: see the lines before');
      });
      const shared = { budget: createBudget(settings.objectsPerMinute), register, policy: () => policy };
      supervisor = new Supervisor({ count, settings, log, ...shared });
      lifecycle.add('workers', () => supervisor.stop());
      lifecycle.endsWith(supervisor.failed);
      const url = await supervisor.start();
      closeOrphans(serving);
      openBackground(serving);
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
