import { printSchema } from 'graphql';
import { openLocalKey } from '../../gateway/identity/localIssuer.js';
import { startStandAlone } from '../../gateway/standAlone/index.js';
import type { ServedSubgraph } from '../../subgraphs/kit/serve/serve.js';
import { openInstanceLog } from '../instance/instanceLog.js';
import { openInstanceRegister } from '../instance/instanceRegister.js';
import { budgetOf } from '../instance/limits.js';
import { openAssertOfRequest } from '../instance/requests.js';
import type { Opening } from '../instance/serving.js';
import { openTracer } from '../tracing/openTracer.js';
import type { SourceParts } from './localSources.js';
import { createReload } from './policy/reload.js';
import type { ReloadableContext } from './policy/reloadableContext.js';

/** A stand-alone source, serving: it takes the viewer's own token, and writes a log of its own. */
export async function serveAlone(
  { source: { subgraph, under }, limits, isDatabaseReady }: SourceParts,
  opening: Opening & { readonly context: ReloadableContext },
): Promise<ServedSubgraph> {
  const { settings, context, log, lifecycle, meters } = opening;
  const own = { ...settings, logId: `${settings.logId}-${subgraph.name}` };
  const register = await openInstanceRegister({ ...opening, settings: own }, { ahead: [] });
  const schema = printSchema(subgraph.schema);
  const opened = await openInstanceLog({ ...opening, settings: own, register }, schema);
  const auditLog = meters?.timed(opened) ?? opened;
  const localKey = await openLocalKey(context.keysDirectory);
  const { policy } = context;
  const server = await startStandAlone(subgraph, {
    settings,
    policy,
    auditLog,
    budget: budgetOf(opening, limits, subgraph.name),
    assertOfRequest: openAssertOfRequest(opening),
    isDatabaseReady,
    areLimitsReachable: limits.isReachable,
    localKey,
    observer: meters?.gateway,
    tracer: await openTracer(opening, subgraph.name),
    log,
  });
  lifecycle.onHangUp = createReload(opening, ({ policy: next }) => server.prepare(under(next), next));
  return server;
}
