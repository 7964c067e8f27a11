import type { Settings } from '../config.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openDeployment } from './openDeployment.js';
import { printWelcome } from './welcome.js';

/** Everything in this process, until a signal comes. */
export async function start(settings: Settings): Promise<void> {
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => ({ ...(await openDeployment(settings, log, lifecycle)), ending: lifecycle.ending }),
    announce: ({ context, gateway, ending }) => printWelcome(settings, context, gateway.url, ending),
  });
}
