import type { Runtime } from '../exchange/runtime.js';
import { run } from '../pipeline/index.js';
import type { Route } from '../server/handler.js';
import type { ExportParts } from './exportRoute.js';

/** The route of exports, which is loaded by the first of them: a start reads no format that nobody may ask for. */
export function lateExportRoute(runtime: Runtime, parts: ExportParts): Route {
  let loading: Promise<Route> | undefined;
  const route = (): Promise<Route> => {
    loading ??= import('./exportRoute.js').then(({ exportRoute }) => exportRoute(runtime, parts));
    return loading;
  };
  return {
    receive: [async (exchange, gate) => await run((await route()).receive, exchange, gate)],
    handle: async (exchange) => await (await route()).handle(exchange),
    headersOf: ({ status }): Readonly<Record<string, string>> => (status === 405 ? { allow: 'POST' } : {}),
  };
}
