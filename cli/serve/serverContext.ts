import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { assertConsoleIssuer } from '../../gateway/console/trust.js';
import { assertTrust } from '../../gateway/identity/trust.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { readRestoring } from '../../storage/acts/restoring.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { dataDirectoryOf, openCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';
import { type ReloadableContext, reloadable } from './policy/reloadableContext.js';
import { assertPortFree } from './portFree.js';

/** The context of the one server on this data directory. */
export async function openServerContext(
  settings: Settings,
  log: Logger,
  lifecycle: Lifecycle,
  policyFiles?: PolicyFiles,
): Promise<ReloadableContext> {
  assertTrust(settings);
  assertConsoleIssuer(settings);
  const dataDirectory = dataDirectoryOf(settings);
  // Why in this order: nothing is created for a port that is taken, and a second server learns that it is the second.
  if (!existsSync(dataDirectory)) await assertPortFree(settings);
  if (readRestoring(dataDirectory) !== null) {
    const { whileRestoring } = await import('../kept/whileRestoring.js');
    await whileRestoring(settings, dataDirectory, log, lifecycle.ending);
  }
  const lock = acquireServerLock(dataDirectory);
  lifecycle.add('lock', async () => lock.release());
  await assertPortFree(settings);
  const options = { mayCreate: true, signal: lifecycle.ending, ...(policyFiles ? { policyFiles } : {}) };
  const context = await openCommandContext(settings, log, options);
  lifecycle.add('database', () => context.databases.stop());
  lifecycle.endsWith(context.databases.keepRunning(log));
  return reloadable(context);
}
