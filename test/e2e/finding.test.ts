import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formats } from '../../ingest/formats/index.js';
import { ingest } from '../../ingest/pipeline.js';
import { loadPolicy } from '../../policy/load.js';
import { root } from '../../schema/files.js';
import { testRun } from '../ingest/support.js';
import { openTestHouse, type TestHouse } from '../support/house.js';

const real = resolve(root, '..', 'shared', 'data', 'real');
const isPresent = existsSync(real);
if (!isPresent) console.warn('The real public data is not beside the repository: the finding is not reproduced.');

const question = `query ($imo: String!) { vessel(imo: $imo) { records { edges { node { name flag
  matchProbe { incidents { score caveat statedName features { name explanation } incident { occurredAt } } } } } } } }`;

(isPresent ? describe : describe.skip)('a ship on a sanctions list, met again in the incidents by its name', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await openTestHouse();
    const policy = loadPolicy();
    const load = async (name: string, originator: string, ...files: string[]): Promise<void> => {
      const format = formats.get(name);
      if (!format) throw new Error(`no format ${name}`);
      const { databases, linkKey } = house;
      const paths = files.map((file) => resolve(real, file));
      await ingest({ format, files: paths, envelope: { originator }, databases, linkKey, policy, ...testRun() });
    };
    const sdn = ['sdn', 'add', 'alt', 'sdn_comments'].map((file) => `persons/ofac_sdn/${file}.csv`);
    await load('ofac-sdn', 'EU-SANCTIONS-DESK', ...sdn);
    await load('pirate-attacks', 'EU-ANALYSIS', 'incidents/pirate_attacks_1993_2018.csv');
  }, 120_000);

  afterAll(() => house?.close());

  test.each([
    ['7937317', 'CHONG CHON GANG', '2009-03-11'],
    ['7944695', 'DAI HONG DAN', '2007-10-29'],
  ])('IMO %s is %s, with its incident of %s, and how sure that is', async (imo, name, day) => {
    const { body } = await house.ask({ agency: 'NL-CUSTOMS', purpose: 'SANCTIONS_ENFORCEMENT' }, question, { imo });
    expect(body.errors).toBeUndefined();
    const [{ node }] = body.data.vessel.records.edges;
    expect(node).toMatchObject({ name, flag: 'KP' });
    const [match] = node.matchProbe.incidents;
    expect(match.incident.occurredAt).toMatch(day);
    expect(match.score).toBeGreaterThan(0.7);
    expect(match.score).toBeLessThan(1);
    expect(match.features.length).toBeGreaterThan(0);
    expect(match.caveat).toContain('no IMO number');
  });
});
