import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IngestDatabases } from '../../ingest/databases.js';
import type { Format } from '../../ingest/formats/format.js';
import { formats } from '../../ingest/formats/index.js';
import { createMappedFormat } from '../../ingest/formats/mapped.js';
import { createPortcullisJsonl } from '../../ingest/formats/portcullis/portcullis-jsonl.js';
import { loadMapping } from '../../ingest/mapping/parse/load.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { root } from '../../schema/files.js';
import { ingest } from '../ingest/support/ingestFiles.js';
import { linkKey, testRun } from '../ingest/support/samples.js';

/** One agency enters all of it: it originates every source. */
export const originator = 'NL-CUSTOMS';
/** Source of what `portcullis-jsonl` brings. */
export const jsonlSource = 'hs';

const policy = loadPolicy();
const folder = join(root, 'test', 'net', 'deliveries');

/** Names of the formats that have deliveries here. */
export const deliveredFormats: readonly string[] = readdirSync(folder).sort();

/** Deliveries of a format, in the order in which they come; each the paths of its files. */
export function deliveriesOf(format: string): readonly (readonly string[])[] {
  const numbers = readdirSync(join(folder, format)).filter((name) => /^\d+$/.test(name));
  return numbers
    .sort((a, b) => Number(a) - Number(b))
    .map((number) => {
      const at = join(folder, format, number);
      return readdirSync(at)
        .sort()
        .map((name) => join(at, name));
    });
}

async function formatNamed(name: string): Promise<{ format: Format; mapping?: string }> {
  if (name === 'portcullis-jsonl') return { format: createPortcullisJsonl(jsonlSource) };
  if (name === 'mapped') {
    const mapping = await loadMapping(join(folder, name, 'mapping.yaml'));
    return { format: createMappedFormat(mapping), mapping: mapping.digest };
  }
  const format = formats.get(name);
  if (!format) throw new Error(`no format ${name}`);
  return { format };
}

/** Ingests a delivery, and tells what became of it and what the audit log was told: all but instants, ids and seconds. */
export async function deliver(
  name: string,
  files: readonly string[],
  databases: IngestDatabases,
  { check = false }: { readonly check?: boolean } = {},
): Promise<readonly string[]> {
  const chosen = await formatNamed(name);
  const run = testRun();
  const told: string[] = [];
  try {
    const { seconds: _, ...result } = await ingest({
      ...chosen,
      ...run,
      ...{ files, databases, policy, linkKey, check },
      envelope: { originator },
      limits: { mayLoosen: true },
    });
    told.push(`result ${print(result)}`);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    told.push(`refused ${code} ${message}`);
  }
  // What is taken away is read when it is listed: test/ingest/publishing/takenAway.test.ts.
  for (const { takes: _, ...one } of run.recorded) told.push(`recorded ${print(one)}`);
  for (const one of run.ended) told.push(`ended ${print(one)}`);
  return told;
}

/** JSON, a member a line, by name: in which order they are said changes nothing. */
function print(value: unknown): string {
  const isObject = (member: unknown): member is object =>
    typeof member === 'object' && member !== null && !Array.isArray(member);
  return JSON.stringify(
    value,
    (_, member) => (isObject(member) ? Object.fromEntries(Object.entries(member).sort()) : member),
    1,
  );
}
