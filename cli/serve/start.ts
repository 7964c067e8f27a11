import type { Settings } from '../config.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openDeployment } from './openDeployment.js';
import { printWelcome } from './welcome.js';

/** Everything in this process, until a signal comes. */
export async function start(settings: Settings): Promise<void> {
  const log = openLog(settings);
  await serveUntilSignal({
    open: (lifecycle) => openDeployment(settings, log, lifecycle),
    tell: ({ foundation, gateway }) => printWelcome(settings, foundation, gateway.url),
  });
}
