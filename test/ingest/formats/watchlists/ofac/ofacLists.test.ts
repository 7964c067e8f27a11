import { describe, expect, it } from '@jest/globals';
import type { Format } from '../../../../../ingest/formats/format.js';
import { ofacConsolidated, ofacSdn } from '../../../../../ingest/formats/watchlists/ofac-sdn.js';
import { ofacAdvanced } from '../../../../../ingest/formats/watchlists/ofacAdvanced/ofac-advanced.js';
import { loadPolicy } from '../../../../../policy/loading/load.js';
import { ingest } from '../../../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../../../support/samples.js';
import { advancedList, entity, entry, idOf } from './advancedList.js';

// All entries are invented.
const { databases } = await ownIngestDatabase();

const list = (name: string, programme: string, ...numbers: number[]) =>
  writeFile(
    name,
    numbers.map((number) => `${number},"SPECIMEN ${number}",-0- ,"${programme}",${'-0- ,'.repeat(7)}-0- \r\n`).join(''),
  );
const sdn = (...numbers: number[]) => list('sdn.csv', 'DEMO', ...numbers);
const consolidated = (...numbers: number[]) => list('cons_prim.csv', 'SSI', ...numbers);

const ingestWhole = (format: Format, file: string) =>
  ingest({
    format,
    files: [file],
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases,
    linkKey,
    policy: loadPolicy(),
    ...testRun(),
    limits: { whole: true },
  });
const stored = async () =>
  (
    await databases.persons.exec<{ id: string; key: string }>(
      "select id, source || ' ' || source_ref as key from persons.organization order by 2",
    )
  ).map((row) => ({ ...row }));
const keys = async () => (await stored()).map(({ key }) => key);

describe('the two lists of OFAC', () => {
  it('withdraw nothing of each other, and keep an entry that is on both', async () => {
    await ingestWhole(ofacSdn, sdn(1, 2, 7));
    await ingestWhole(ofacConsolidated, consolidated(7, 8, 9));
    const all = ['ofac-consolidated 7', 'ofac-consolidated 8', 'ofac-consolidated 9'];
    expect(await keys()).toEqual([...all, 'ofac-sdn 1', 'ofac-sdn 2', 'ofac-sdn 7']);
    expect(await ingestWhole(ofacSdn, sdn(1))).toMatchObject({ unchanged: 1, withdrawn: 2 });
    expect(await keys()).toEqual([...all, 'ofac-sdn 1']);
    expect(await ingestWhole(ofacConsolidated, consolidated(8))).toMatchObject({ unchanged: 1, withdrawn: 2 });
    expect(await keys()).toEqual(['ofac-consolidated 8', 'ofac-sdn 1']);
  });

  it('keep ids when their form changes: what was delivered last stands, and relations only as long as they are stated', async () => {
    await ingestWhole(ofacSdn, sdn(1, 2));
    const before = await stored();
    const named = (id: number) => entity(id, `SPECIMEN ${id}`);
    const relationship = `<ProfileRelationship ID="1" From-ProfileID="1" To-ProfileID="2" RelationTypeID="${idOf('RelationType', 'Owned or Controlled By')}" Former="false"><Comment /></ProfileRelationship>`;
    const list = advancedList({
      parties: named(1) + named(2),
      relationships: relationship,
      entries: [1, 2].map((id) => entry(id, '2020-01-01', ['DEMO'])).join(''),
    });
    const links = async () => await databases.persons.exec('select kind, source_ref from persons.interest');
    expect(await ingestWhole(ofacAdvanced, writeFile('sdn_advanced.xml', list))).toMatchObject({
      stored: 3,
      withdrawn: 0,
    });
    expect(await stored()).toEqual(before);
    expect(await links()).toMatchObject([{ kind: 'OWNERSHIP', source_ref: 'relationship:1' }]);
    expect(await ingestWhole(ofacSdn, sdn(1, 2))).toMatchObject({ withdrawn: 1 });
    expect([await stored(), await links()]).toEqual([before, []]);
    await ingestWhole(ofacSdn, sdn(1));
  });

  it('withdraw what is off the list though a place of it belongs to nobody: that has a key, and is no entry that may be lost', async () => {
    await ingestWhole(ofacSdn, sdn(1, 2));
    const list = advancedList({
      locations: '<Location ID="7" />',
      parties: entity(1, 'SPECIMEN 1'),
      entries: entry(1, '2020-01-01', ['DEMO']),
    });
    const told = await ingestWhole(ofacAdvanced, writeFile('sdn_advanced.xml', list));
    expect(told).toMatchObject({ quarantined: 1, withdrawn: 1 });
  });
});
