import { openRegister } from '../../gateway/documents/register/repository.js';
import { type Asker, lastAskers } from '../../gateway/documents/usage/repository.js';
import { findSchemaBreaks, type SchemaBreak } from '../../gateway/documents/usage/schemaBreaks.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { badUserInput } from '../../schema/errors.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { explain } from '../explain.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { readServed } from './readServed.js';

/** Options of `portcullis schema diff`. */
export interface SchemaDiff extends Output {
  /** File of the future supergraph. */
  readonly next: string;
  /** File of the one that is served; absent: the product's. */
  readonly served: string | undefined;
}

/** Who was answered, by which document, and when last. */
type Client = Omit<Asker, 'coordinate'>;

/** What breaks, and for whom, the last one first; null: not known, or not counted. */
interface Break extends SchemaBreak {
  readonly askedBy: readonly Client[] | null;
}

/**
 * Prints what a future schema breaks for clients, and who asked it, as far as it is known.
 *
 * @returns exit code: 0 where nothing breaks, 1 where something does
 * @throws PolicyError; BAD_USER_INPUT for an unusable file
 */
export async function diffSchemas(settings: Settings, { next, served, ...output }: SchemaDiff): Promise<number> {
  const policy = parsePolicy(readPolicyFiles(settings.policyDir));
  const after = await readServed(next, policy);
  if (after.foreign && served === undefined)
    throw badUserInput('This supergraph is foreign: state the one that is served, --served FILE.', { at: '--served' });
  const before = await readServed(served, policy);
  const broken = findSchemaBreaks(before.apiSchema, after.apiSchema);
  const { askers, unknown } = await askersOf(
    settings,
    broken.flatMap(({ coordinates }) => coordinates),
  );
  const breaks = broken.map((each): Break => ({ ...each, askedBy: askers && askedBy(each, askers) }));
  print(output, { breaks, unknown }, () => [
    ...breaks.flatMap(describe),
    `${counted(breaks.length, 'change')} that ${breaks.length === 1 ? 'breaks' : 'break'} documents.`,
    ...(unknown === null ? [] : [`Who asked is not known. ${unknown}`]),
  ]);
  return breaks.length > 0 ? 1 : 0;
}

/** Who asked some fields; else in one line why it is not known: what breaks is worth saying without it. */
async function askersOf(
  settings: Settings,
  coordinates: readonly string[],
): Promise<{ readonly askers: readonly Asker[] | null; readonly unknown: string | null }> {
  if (coordinates.length === 0) return { askers: [], unknown: null };
  try {
    const askers = await withCommandContext(settings, async ({ databases }) => {
      const database = openRegister(databases.gatewayUrl);
      return await lastAskers(database, coordinates).finally(() => database.close());
    });
    return { askers, unknown: null };
  } catch (error) {
    return { askers: null, unknown: explain(error) };
  }
}

/** Each client and document once, by the last of the fields. */
function askedBy({ coordinates }: SchemaBreak, askers: readonly Asker[]): readonly Client[] | null {
  if (coordinates.length === 0) return null;
  const fields = new Set(coordinates);
  const found = new Map<string, Client>();
  for (const { coordinate, ...client } of askers) {
    if (!fields.has(coordinate)) continue;
    const key = `${client.agency} ${client.client} ${client.documentId}`;
    const known = found.get(key);
    if (known === undefined || known.lastOn < client.lastOn) found.set(key, client);
  }
  return [...found].sort(latestFirst).map(([, client]) => client);
}

function latestFirst(
  [key, { lastOn }]: readonly [string, Client],
  [other, { lastOn: otherOn }]: readonly [string, Client],
) {
  if (lastOn !== otherOn) return lastOn > otherOn ? -1 : 1;
  return key < other ? -1 : 1;
}

function describe({ says, coordinates, askedBy }: Break): readonly string[] {
  if (coordinates.length === 0) return [says, '  who uses it is not counted'];
  if (askedBy === null) return [says];
  if (askedBy.length === 0) return [says, '  asked by nobody, as far as was counted'];
  return [says, ...askedBy.map(lineOf)];
}

function lineOf({ agency, client, documentId, lastOn }: Client): string {
  return `  last on ${lastOn}  ${agency.padEnd(20)} ${client.padEnd(20)} ${documentId === '' ? 'free text' : documentId}`;
}
