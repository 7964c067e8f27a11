import type { Settings } from './config.js';
import { loadDemonstration } from './demonstration.js';
import { openGateway, openLocalClients, openServerFoundation } from './house.js';
import { openOrClose } from './lifecycle.js';
import { openLog } from './log.js';
import { printWelcome } from './welcome.js';

/** Everything in this process, until a signal comes. */
export async function start(settings: Settings): Promise<void> {
  const log = openLog(settings);
  const { lifecycle, opened } = await openOrClose(async (cycle) => {
    const foundation = await openServerFoundation(settings, log, cycle);
    if (settings.demo) await loadDemonstration(settings, foundation);
    const clients = openLocalClients(foundation, log, cycle);
    const clientOf = (name: string) => {
      const client = clients.get(name);
      if (!client) throw new Error(`the supergraph names the source ${name}, which is not one of ours`);
      return client;
    };
    const gateway = await openGateway(settings, foundation, { clientOf }, log, cycle);
    return { foundation, gateway };
  });
  await printWelcome(settings, opened.foundation, opened.gateway.url);
  await lifecycle.untilSignal();
}
