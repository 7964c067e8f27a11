import { completeStored } from '../../ingest/publishing/completeStored.js';
import type { IngestAccess } from '../ingest/access.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';

/** What `portcullis database complete` needs. */
export interface CompleteCommand extends Pick<IngestAccess, 'databases' | 'policy'>, Output {
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/** Completes stored records, and shows progress. */
export async function completeDatabase(command: CompleteCommand): Promise<void> {
  const { databases, policy, progress } = command;
  const completed = await completeStored({
    databases,
    policy,
    onWait: () => progress('another process completes stored records: waiting for it'),
    onProgress: paced((done: number, all: number) => progress(`names of ${done} of ${all} records are analysed`)),
  });
  const { named, told } = completed;
  print(command, { completed }, () => [
    named + told === 0
      ? 'Every record is complete.'
      : `${named} records are now found by name, and links to ${told} persons now say who they are to a case.`,
  ]);
}
