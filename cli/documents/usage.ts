import { openRegister } from '../../gateway/documents/register/repository.js';
import { listUsage, type Usage } from '../../gateway/documents/usage/repository.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';

/** Options of `portcullis usage`. */
export interface UsageCommand extends Output {
  readonly agency: string | undefined;
  readonly client: string | undefined;
  /** `Type.field`, or a type. */
  readonly coordinate: string | undefined;
  readonly weeks: number;
}

const weekMs = 7 * 86_400_000;

/** Prints how often fields were answered, by agency, registered client and registered document. */
export async function printUsage(
  settings: Settings,
  { agency, client, coordinate, weeks, ...output }: UsageCommand,
): Promise<void> {
  const since = new Date(Date.now() - weeks * weekMs).toISOString().slice(0, 10);
  const rows = await withCommandContext(settings, async ({ databases }) => {
    const database = openRegister(databases.gatewayUrl);
    return await listUsage(database, { agency, client, coordinate, since }).finally(() => database.close());
  });
  print(output, { since, usage: rows }, () =>
    rows.length === 0 ? [`Nothing was asked since ${since}.`] : rows.map(toLine),
  );
}

function toLine({ coordinate, agency, client, documentId, times, lastOn }: Usage): string {
  const by = documentId === '' ? 'free text' : documentId;
  const who = `${agency.padEnd(20)} ${client.padEnd(20)}`;
  return `${coordinate.padEnd(40)} ${who} ${String(times).padStart(8)} times, last on ${lastOn}   ${by}`;
}
