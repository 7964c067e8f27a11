import type { Settings } from '../config.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openDeployment } from './openDeployment.js';
import { createSignIn, offersSignIn, showLinks } from './signIn.js';
import { printWelcome } from './welcome.js';

/** Everything in this process, until a signal comes. */
export async function start(settings: Settings): Promise<void> {
  const log = openLog(settings);
  await serveUntilSignal({
    open: async (lifecycle) => {
      const opened = await openDeployment(settings, log, lifecycle, (context) =>
        offersSignIn(settings) ? createSignIn(settings, context) : undefined,
      );
      return { ...opened, ending: lifecycle.ending };
    },
    announce: async ({ context, gateway, signIn, ending }) => {
      if (signIn) showLinks(signIn, gateway.url);
      await printWelcome(settings, context, gateway.url, ending);
    },
  });
}
