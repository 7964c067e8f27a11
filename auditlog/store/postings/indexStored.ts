import type { LogClient } from '../pool.js';
import { Postings } from './postings.js';
import { readTokens } from './readTokens.js';
import { insertRun } from './writeRuns.js';

/** Postings of a run that is made from the tables: few runs, and a pause of a few milliseconds for each. */
const most = 65_536;

/** Stores the postings of entries from `from` (inclusive) to `to` (exclusive), as their tokens in the tables say; none behind a gap. */
export async function indexStored(
  client: LogClient,
  log: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const run = { first: from, count: 0, month: 0 };
  let postings = new Postings();
  const end = async (): Promise<void> => {
    if (run.count > 0) await insertRun(client, log, run, postings);
    postings = new Postings();
    run.first += run.count;
    run.count = 0;
  };
  for await (const page of readTokens(client, { log, from, to })) {
    for (const { month, index, tokens } of page) {
      if (index !== run.first + run.count) {
        await end();
        return;
      }
      if (month !== run.month || postings.count >= most) await end();
      run.month = month;
      run.count += 1;
      postings.add(index, tokens);
    }
  }
  await end();
}
