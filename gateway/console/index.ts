import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { GatewaySettings } from '../settings.js';
import { readBuilt } from './readBuilt.js';
import { respond } from './respond.js';
import { type FileTable, tableOf, tableOfNone } from './table.js';

/** Where the built console lies, and how one signs in to it. */
export interface ConsoleOptions {
  /** Folder of the build. */
  readonly folder: string;
  /** Whether one signs in by a one-time link. */
  readonly link: boolean;
}

/**
 * Reads the built console once, and gives the handlers of its request targets. Where it was not built, `/` says how to get it;
 * where it cannot be used, the log says why, and the graph is served all the same. Never throws.
 */
export async function openConsole(
  { folder, link }: ConsoleOptions,
  { consoleIssuer: issuer, consoleClientId: clientId, consoleResource: resource, deadlineMs }: GatewaySettings,
  log: Logger,
): Promise<ReadonlyMap<string, RequestListener>> {
  let table: FileTable;
  try {
    const built = await readBuilt(folder);
    table = built ? tableOf(built, { issuer, clientId, resource, link }) : tableOfNone();
  } catch (error) {
    log.error({ why: (error as Error).message }, 'the console is not served: npm run build makes it anew');
    table = tableOfNone();
  }
  return new Map(
    [...table].map(([target, file]) => [target, (request, response) => respond(request, response, file, deadlineMs)]),
  );
}
