import { answersWithin } from '../../auditlog/opening/connection.js';
import { plainAddress } from '../../gateway/http/incoming.js';
import { assertSourceTrust, assertTrust } from '../../gateway/identity/trust.js';
import type { SourceName } from '../../schema/sources.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { type ServedSubgraph, serveSubgraph } from '../../subgraphs/kit/serve/serve.js';
import { openCompletion } from '../background/completion.js';
import { openCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLimits } from '../instance/limits.js';
import type { Opening } from '../instance/serving.js';
import { serveUntilSignal } from '../lifecycle.js';
import { openLog } from '../log.js';
import { openReadings, showMeters } from '../metrics/openMeters.js';
import { openTracer } from '../tracing/openTracer.js';
import { openLocalSource, type SourceParts } from './localSources.js';
import { reloadable } from './policy/reloadableContext.js';
import { createReloadableSource } from './policy/reloadableSource.js';
import type { serveAlone as ServeAlone } from './serveAlone.js';

/**
 * One source over HTTP, until a signal comes. Attaches to the database of the data directory, or to DATABASE_URL.
 *
 * @param options.standAlone behind a foreign router: it takes the viewer's own token, and writes a log of its own
 */
export async function startSubgraph(
  name: SourceName,
  settings: Settings,
  options: { readonly standAlone: boolean },
): Promise<void> {
  if (options.standAlone) assertTrust(settings);
  else assertSourceTrust(settings);
  const log = openLog(settings);
  const who = options.standAlone ? 'anyone who has a token and a purpose may ask' : 'only its gateway may ask';
  await serveUntilSignal({
    open: async (lifecycle) => {
      const context = reloadable(
        await openCommandContext(settings, log, { mayCreate: true, signal: lifecycle.ending }),
      );
      lifecycle.add('database', () => context.databases.release());
      lifecycle.endsWith(context.databases.keepRunning(log));
      const meters = await showMeters({ settings, log, lifecycle });
      const serving = { settings, context, log, lifecycle, meters };
      const limits = openLimits(serving);
      const source = openLocalSource(name, serving, { limits, standsAlone: options.standAlone });
      lifecycle.add('source', () => source.close());
      const parts = { source, limits, isDatabaseReady: openProbe(name, serving) };
      const served = options.standAlone ? await serveAlone(parts, serving) : await serveToGateway(parts, name, serving);
      lifecycle.add('listener', () => served.close());
      if (name !== 'audit') openCompletion(serving, name);
      await openReadings(serving, {
        feeds: false,
        ...(options.standAlone ? {} : { url: context.databases.url(name) }),
      });
      return served;
    },
    announce: ({ url }) => console.log(`Source ${name} is ready at ${url}; ${who}. Stop with Ctrl+C.`),
  });
}

/** Whether the database of a source answers, over a connection of its own: those of the source may all be in use. */
function openProbe(name: SourceName, { settings, context, lifecycle }: Opening): () => Promise<boolean> {
  const probe = openLogPool(context.databases.url(name), settings.sourceTimeoutMs);
  lifecycle.add('probe', () => probe.close());
  return () => answersWithin(probe, settings.deadlineMs / 5);
}

async function serveToGateway(
  { source, isDatabaseReady }: SourceParts,
  name: SourceName,
  serving: Opening,
): Promise<ServedSubgraph> {
  const { settings, context, log, lifecycle, meters } = serving;
  const { host, port, behindProxy } = settings;
  const { subgraph, reload } = createReloadableSource(source, serving);
  lifecycle.onHangUp = reload;
  const isPeer = (address: string | undefined): boolean => plainAddress(address) === behindProxy;
  return await serveSubgraph(subgraph, {
    ...{ host, port, key: context.keys.subgraph(name), tracer: await openTracer(serving, name) },
    ...{ isReady: isDatabaseReady, observer: meters?.calls(name) },
    ...(settings.accessLog && log.isLevelEnabled('info') ? { accessLog: log } : {}),
    ...(behindProxy === undefined ? {} : { isPeer }),
  });
}

async function serveAlone(...opening: Parameters<typeof ServeAlone>): Promise<ServedSubgraph> {
  // Why late: a source behind its gateway needs no listener, token or log of its own.
  const { serveAlone } = await import('./serveAlone.js');
  return await serveAlone(...opening);
}
