import { dropDiffering } from '../../ingest/cube/differing.js';
import { fillCubes } from '../../ingest/cube/fillCubes.js';
import { completeStored } from '../../ingest/publishing/completeStored.js';
import type { RecordSourceName } from '../../schema/sources.js';
import type { IngestAccess } from '../ingest/access.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';

/** What `portcullis database complete` needs. */
export interface CompleteCommand extends Pick<IngestAccess, 'databases' | 'policy'>, Output {
  /** Sources whose cubes are switched off. */
  readonly without: readonly RecordSourceName[];
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/** Completes stored records and the numbers that are kept of them, and shows progress. */
export async function completeDatabase(command: CompleteCommand): Promise<void> {
  const { databases, policy, without, progress } = command;
  const completed = await completeStored({
    databases,
    policy,
    onWait: () => progress('another process completes stored records: waiting for it'),
    onProgress: paced((done: number, all: number) => progress(`names of ${done} of ${all} records are analysed`)),
  });
  const differing = await dropDiffering(databases);
  for (const table of differing)
    progress(`the numbers kept of ${table} are not those of its records: counting them again`);
  const counted = await fillCubes({ databases, without });
  const isOff = (table: string) => without.some((source) => table.startsWith(`${source}.`));
  const { named, told } = completed;
  print(command, { completed, cubes: { differing, counted } }, () => [
    named + told === 0
      ? 'Every record is complete.'
      : `${named} records are now found by name, and links to ${told} persons now say who they are to a case.`,
    ...lineOf(
      'Numbers of records are kept now',
      counted.filter((table) => !isOff(table)),
    ),
    ...lineOf('No numbers of records are kept any more', counted.filter(isOff)),
  ]);
}

function lineOf(what: string, tables: readonly string[]): readonly string[] {
  return tables.length === 0 ? [] : [`${what}: ${tables.join(', ')}.`];
}
