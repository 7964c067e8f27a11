import { completeStored } from '../../ingest/publishing/completeStored.js';
import type { IngestAccess } from '../ingest/access.js';

/** What completing stored records needs on the command line. */
export interface CompleteCommand extends Pick<IngestAccess, 'databases' | 'policy'> {
  readonly json: boolean;
  readonly out: (line: string) => void;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/** Milliseconds between two lines of progress. */
const pause = 5000;

/** Completes stored records, and says how far it is. */
export async function completeDatabase({ databases, policy, json, out, progress }: CompleteCommand): Promise<void> {
  let next = Date.now() + pause;
  const completed = await completeStored({
    databases,
    policy,
    onWait: () => progress('another process completes stored records: waiting for it'),
    onProgress: (done, all) => {
      if (Date.now() < next) return;
      next = Date.now() + pause;
      progress(`names of ${done} of ${all} records are analysed`);
    },
  });
  const { named, told } = completed;
  if (json) out(JSON.stringify({ completed }));
  else if (named + told === 0) out('Every record is complete.');
  else out(`${named} records are found by their names now, and links to ${told} persons say who they are to a case.`);
}
