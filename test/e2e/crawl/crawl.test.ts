import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Crawler, nothingCrawled, openCrawler } from './crawler.js';

/** Walks of each deployment; `npm run fuzz -- crawl` goes 100,000 operations. */
const WALKS = 25;

describe.each([
  ['together', false],
  ['apart', true],
] as const)('a crawl over a deployment with its sources %s', (name, apart) => {
  let crawler: Crawler;
  beforeAll(async () => {
    crawler = await openCrawler(apart);
  }, 180_000);
  afterAll(() => crawler?.close());

  test('finds no value that is not what is decided of its row', async () => {
    const crawled = nothingCrawled();
    const start = name === 'together' ? 1 : 1_001;
    for (let seed = start; seed < start + WALKS; seed += 1) await crawler.crawl(seed, crawled);
    expect(crawled.differences.slice(0, 5)).toEqual([]);
    expect(crawled.turned).toBeGreaterThan(2);
    expect(crawled.longest).toBeGreaterThan(2);
    const { FULL, NONE, rows } = crawler.judge.compared;
    expect(Math.min(FULL, NONE, rows)).toBeGreaterThan(20);
  }, 180_000);

  test('would find one that is not: of its row, or in full where it is withheld', async () => {
    const persons = crawler.records.filter(({ type }) => type === 'Person');
    const faults: string[] = [];
    for (const agency of ['NL-CUSTOMS', 'DE-POLICE'])
      for (const { type, id } of persons) {
        const asker = {
          agency,
          purpose: agency === 'DE-POLICE' ? 'CRIMINAL_INVESTIGATION' : 'CUSTOMS_CONTROL',
        } as const;
        faults.push(...(await crawler.judge.look(asker, { __typename: type, id, name: 'planted' })));
      }
    expect(faults).toContainEqual(expect.stringMatching(/^Person.name of .*: FULL, and "planted" is not /));
    expect(faults).toContainEqual(expect.stringMatching(/^Person.name of .*: (NONE|HIT), and "planted" is shown/));
  });
});
