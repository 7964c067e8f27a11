import { openDatabase } from '../../storage/pool/database.js';
import type { AssertOfRequest } from '../../subgraphs/audit/requests/askedAgain.js';
import type { Opening } from './serving.js';

/** Reads the log of this deployment for who asks again; it connects when somebody does. */
export function openAssertOfRequest({ settings, context, lifecycle }: Opening): AssertOfRequest {
  const timeoutMs = settings.sourceTimeoutMs;
  const database = openDatabase(context.databases.auditWriterUrl, { source: 'audit', max: 1, timeoutMs });
  lifecycle.add('requests of persons', () => database.close());
  let opened: Promise<AssertOfRequest> | undefined;
  const open = async (): Promise<AssertOfRequest> => {
    // Why late: names are compared by tables that a gateway alone has no other use for.
    const { createAssertOfRequest } = await import('../../subgraphs/audit/requests/ofRequest.js');
    return createAssertOfRequest(database, context.keys);
  };
  return async (asked) => {
    opened ??= open();
    await (await opened)(asked);
  };
}
