import { internEnvelopes } from '../../ingest/publishing/internEnvelopes.js';
import type { IngestAccess } from '../ingest/access.js';

/** What giving stored records the keys of their envelopes needs on the command line. */
export interface InternCommand extends Pick<IngestAccess, 'databases'> {
  readonly out: (line: string) => void;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/** Milliseconds between two lines of progress. */
const pause = 5000;

/** Gives stored records the keys of their envelopes, and says how far it is. */
export async function internStored({ databases, out, progress }: InternCommand): Promise<void> {
  let next = Date.now() + pause;
  const given = await internEnvelopes({
    databases,
    onProgress: (done, all) => {
      if (Date.now() < next) return;
      next = Date.now() + pause;
      progress(`${done} of ${all} records name their envelope`);
    },
  });
  out(given === 0 ? 'Every record names its envelope.' : `${given} records name their envelope now.`);
}
