import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { assertTrust } from '../../gateway/identity/trust.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { dataDirectoryOf, openCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';
import { type TurningContext, turning } from './policy/turningContext.js';
import { assertPortFree } from './portFree.js';

/** The context of a server: the one of its kind on this data directory. */
export async function openServerContext(
  settings: Settings,
  log: Logger,
  lifecycle: Lifecycle,
  policyFiles?: PolicyFiles,
): Promise<TurningContext> {
  assertTrust(settings);
  const dataDirectory = dataDirectoryOf(settings);
  // Why in this order: nothing is made for a port that cannot be had, and a second server is told that it is the second.
  if (!existsSync(dataDirectory)) await assertPortFree(settings);
  const lock = acquireServerLock(dataDirectory);
  lifecycle.add('lock', async () => lock.release());
  await assertPortFree(settings);
  const context = await openCommandContext(settings, log, { mayCreate: true, ...(policyFiles ? { policyFiles } : {}) });
  lifecycle.add('database', () => context.databases.stop());
  lifecycle.endsWith(context.databases.keepRunning(log));
  return turning(context);
}
