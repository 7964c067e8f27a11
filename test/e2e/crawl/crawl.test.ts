import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingCrawled } from './crawled.js';
import { type Crawler, openCrawler } from './crawler.js';

/** Forms that each deployment is asked, as every kind of agency; `npm run fuzz -- crawl` asks all of them. */
const FORMS = 6;

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
    await crawler.crawl(start, start + FORMS, crawled);
    expect(crawled.differences.slice(0, 5)).toEqual([]);
    expect(crawled.refusals).toEqual({});
    expect(crawled.turned).toBeGreaterThan(2);
    expect(crawled.longest).toBeGreaterThan(2);
    expect(Object.keys(crawled.kinds)).toHaveLength(13);
    const { FULL, MASKED, NONE, rows, counts, said } = crawler.judge.compared;
    expect(Math.min(FULL, MASKED, NONE, rows, said.FULL, said.MASKED, said.NONE)).toBeGreaterThan(20);
    expect(counts).toBeGreaterThan(3);
  }, 180_000);

  test('would find one that is not: of its row, in full where it is withheld, or in a part of its record', () => {
    const faults = ['NL-CUSTOMS', 'DE-POLICE', 'EU-ANALYSIS'].flatMap((agency) =>
      crawler.world.ids('Person').flatMap((id) => {
        const asker = {
          agency,
          purpose: agency === 'DE-POLICE' ? 'CRIMINAL_INVESTIGATION' : 'CUSTOMS_CONTROL',
        } as const;
        const planted = { name: 'planted', physical: { eyeColor: 'planted' } };
        return crawler.judge.look(asker, { __typename: 'Person', id, ...planted });
      }),
    );
    expect(faults).toContainEqual(expect.stringMatching(/^Person.name of .*: FULL, and "planted" is not /));
    expect(faults).toContainEqual(expect.stringMatching(/^Person.name of .*: (NONE|HIT), and "planted" is shown/));
    expect(faults).toContainEqual(expect.stringMatching(/^Physical\w*.eyeColor of .*: (NONE|HIT), and "planted"/));
  });

  test('would find a line that is about another object', () => {
    const asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION' } as const;
    const faults = crawler.world
      .ids('Person')
      .flatMap((id) => crawler.judge.look(asker, { __typename: 'Person', id, name: null }, () => 'MASKED'));
    expect(faults).toContainEqual(expect.stringMatching(/^Person.name of .*: FULL, and said to be MASKED/));
    expect(faults).toContainEqual(expect.stringMatching(/^Person.name of .*: NONE, and said to be MASKED/));
  });

  test('would find a number that is of other rows, or of a link to somebody protected', () => {
    const asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION' } as const;
    const counts = crawler.world.ids('SeizurePerson').map((id) => {
      const node = { __typename: 'SeizurePerson', id };
      const page = { totalCount: { number: 1 }, pageInfo: { hasNextPage: false }, edges: [{ node }] };
      return crawler.judge.count(asker, 'Seizure.persons', page);
    });
    expect(counts).toContain(null);
    expect(counts).toContain('Seizure.persons: 1 are counted, not 0');
  });

  test('would find a record that is shown or hidden against what is decided', () => {
    const asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION' } as const;
    const visible = crawler.world.ids('Person').map((id) => crawler.judge.isVisible(asker, 'Person', id));
    expect(visible).toContain(true);
    expect(visible).toContain(false);
  });
});
