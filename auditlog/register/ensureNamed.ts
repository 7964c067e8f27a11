import { setTimeout as pause } from 'node:timers/promises';
import { isForked } from '../forked.js';
import { registerLogId } from '../logIds.js';
import { isLeaseFree } from '../opening/lease.js';
import { unavailable } from '../writer/pending.js';
import { assertExtends } from './extends.js';
import { openLogRegister, type RegisterOptions } from './register.js';
import { readNamed } from './statement.js';

/**
 * Makes sure that the register of an instance names a log, for a process that is not its primary. A server names the operators'
 * log at its start; if none ever ran, the register is opened here for a moment.
 *
 * @param options.waitMs how long to wait for a process that has the register open and does not name the log yet
 * @throws PortcullisError AUDIT_FORKED if the log does not extend what was named of it; AUDIT_UNAVAILABLE
 */
export async function ensureNamed(
  logId: string,
  options: Omit<RegisterOptions, 'ahead' | 'watching' | 'everyMs'> & { readonly waitMs: number },
): Promise<void> {
  const { pool, instance, waitMs } = options;
  const register = registerLogId(instance);
  const until = performance.now() + waitMs;
  try {
    for (;;) {
      const named = (await readNamed(pool, register)).get(logId);
      if (named) return await assertExtends(pool, named);
      if ((await isLeaseFree(pool, register)) || performance.now() >= until) break;
      await pause(50);
    }
  } catch (error) {
    throw isForked(error) ? error : unavailable('The database cannot be reached.', error);
  }
  await (await openLogRegister({ ...options, ahead: [logId] })).close();
}
