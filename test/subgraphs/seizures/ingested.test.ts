import { describe, expect, test } from '@jest/globals';
import { cbpSeizures } from '../../../ingest/formats/cbp/cbp-seizures.js';
import type { Format } from '../../../ingest/formats/format.js';
import { unodcSeizures } from '../../../ingest/formats/unodc/unodc-seizures.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { linkKey, openIngestDatabases, testRun, writeFile } from '../../ingest/support/samples.js';
import { nodesAt, openSource, police } from './ask.js';

const source = await openSource();
const databases = source.database.ending(openIngestDatabases(source.database));

// All figures are invented.
const cbp = [
  'FY,Month (abbv),Component,Region,Land Filter,Area of Responsibility,Drug Type,Count of Event,Sum Qty (lbs)',
  '2019,OCT,Office of Specimens,Northern Border,Land Only,SPECIMEN FIELD OFFICE,Cocaine,3,10',
  '2019,OCT,Office of Specimens,Northern Border,Other,SPECIMEN FIELD OFFICE,Cocaine,1,2',
];
const unodc = [
  'Region,country,ISO Code,Drug Group,Drug,Year,KG Equivalent',
  'Europe,Netherlands,NLD,Cocaine-type,Cocaine salts,2018,1234.5',
  'Europe,Netherlands,NLD,Precursors,Ephedrine,2018,7',
];

function run(format: Format, lines: readonly string[]) {
  const files = [writeFile('totals.csv', `${lines.join('\n')}\n`)];
  const envelope = { originator: 'EU-ANALYSIS' };
  return ingest({ format, files, envelope, databases, linkKey, policy: loadPolicy(), ...testRun() });
}

const find = async (filter: string) =>
  nodesAt(
    await source.ask(
      police,
      `{ seizureStatistics(filter: ${filter}, sort: { field: NORMALISED_KG }) { edges { node {
        reportedBy scope countryCode periodFrom category drugGroup drug events quantity unit normalisedKg
      } } } }`,
    ),
    'seizureStatistics',
  );

describe('totals from file to graph', () => {
  test('are found by period, country and drug, in the unit stated and in kilograms', async () => {
    expect(await run(cbpSeizures, cbp)).toMatchObject({ read: 2, stored: 2, quarantined: 0 });
    expect(await run(unodcSeizures, unodc)).toMatchObject({ read: 2, stored: 2, quarantined: 0 });
    const office = {
      reportedBy: 'SPECIMEN FIELD OFFICE',
      countryCode: 'US',
      periodFrom: '2018-10',
      category: 'DRUGS',
      drugGroup: 'COCAINE',
      drug: 'Cocaine',
      unit: 'LBR',
    };
    const cocaine = '{ drugGroup: { eq: COCAINE }, periodFrom: { gte: "2018", lt: "2019" } }';
    expect(await find(cocaine)).toEqual([
      { ...office, scope: 'Other', events: 1, quantity: 2, normalisedKg: 0.90718474 },
      { ...office, scope: 'Land Only', events: 3, quantity: 10, normalisedKg: 4.5359237 },
      expect.objectContaining({
        countryCode: 'NL',
        periodFrom: '2018',
        unit: 'KGM',
        events: null,
        normalisedKg: 1234.5,
      }),
    ]);
    expect(await find('{ country: { eq: "NL" }, category: { eq: PRECURSORS } }')).toMatchObject([
      { drugGroup: null, drug: 'Ephedrine', normalisedKg: 7 },
    ]);
  });

  test('change in place when a later edition has another figure, and are no seizures', async () => {
    const revised = [
      ...cbp.slice(0, 2),
      '2019 (FYTD),OCT,Office of Specimens,Northern Border,Other,Specimen Field Office,COCAINE,2,5',
    ];
    expect(await run(cbpSeizures, revised)).toMatchObject({ read: 2, stored: 1, unchanged: 1 });
    expect(await find('{ source: { eq: "cbp-seizures" } }')).toMatchObject([
      { events: 2, quantity: 5 },
      { quantity: 10 },
    ]);
    const seizures = await source.ask(police, '{ seizures(first: 100) { edges { node { id } } } }');
    expect(nodesAt(seizures, 'seizures')).toEqual([]);
  });
});
