import type { Settings } from '../config.js';
import { openOrClose } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openDeployment } from './openDeployment.js';
import { printWelcome } from './welcome.js';

/** Everything in this process, until a signal comes. */
export async function start(settings: Settings): Promise<void> {
  const log = openLog(settings);
  const { lifecycle, opened } = await openOrClose((cycle) => openDeployment(settings, log, cycle));
  await printWelcome(settings, opened.foundation, opened.gateway.url);
  await lifecycle.untilSignal();
}
