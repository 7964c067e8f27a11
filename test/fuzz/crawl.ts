import { Command } from 'commander';
import { type Crawled, nothingCrawled, openCrawler } from '../e2e/crawl/crawler.js';
import { startTestServer, stopTestServer } from '../support/databaseServer.js';

/** How many operations, from which walk on, and how the sources stand. */
interface CrawlOptions {
  readonly count: number;
  readonly seed: number;
  readonly apart?: boolean;
  readonly findings: number;
}

/** Holds each value along random paths to what is decided of its row: `npm run fuzz -- crawl`. */
export function crawlCommand(whole: (text: string) => number): Command {
  return new Command('crawl')
    .description('Asks along random paths as every viewer, and compares each value with what is decided of its row.')
    .option('--count <n>', 'operations', whole, 100_000)
    .option(
      '--seed <n>',
      'the walk to begin with; one that was ended goes on by the number that it said last',
      whole,
      1,
    )
    .option('--apart', 'each source answers over HTTP')
    .option('--findings <n>', 'values that are not as decided, after which it ends', whole, 20)
    .action(async (options: CrawlOptions) => {
      process.exitCode = (await runCrawl(options)) ? 0 : 1;
    });
}

/** True where nothing differs. */
async function runCrawl({ count, seed, apart = false, findings }: CrawlOptions): Promise<boolean> {
  await startTestServer();
  const crawled = nothingCrawled();
  try {
    const crawler = await openCrawler(apart);
    try {
      for (let walk = seed; crawled.operations < count && crawled.differences.length < findings; walk += 1) {
        await crawler.crawl(walk, crawled);
        if (walk % 200 === 0) process.stderr.write(`${crawled.operations} of ${count} operations, walk ${walk}\n`);
      }
      process.stdout.write(told(crawled, crawler.judge.compared));
    } finally {
      await crawler.close();
    }
  } finally {
    await stopTestServer();
  }
  return crawled.differences.length === 0;
}

function told({ operations, refusals, objects, turned, longest, differences }: Crawled, compared: object): string {
  return [
    ...differences.map((difference) => `${JSON.stringify(difference, null, 2)}\n`),
    `${operations} operations, ${objects} objects, ${turned} second pages, walks of ${longest} edges; refused: ${JSON.stringify(refusals)}`,
    `values by what is decided of them (rows: those in full that have a column of their name): ${JSON.stringify(compared)}`,
    `${differences.length} differences\n`,
  ].join('\n');
}
