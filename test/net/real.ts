import pg from 'pg';
import { allRealFiles } from '../ingest/formats/realFiles.js';
import { openIngestDatabases, realFile } from '../ingest/support/samples.js';
import { createTestDatabase } from '../support/postgres.js';
import { startClock } from './clock.js';
import { deliver } from './deliveries.js';
import type { Recording } from './snapshots.js';
import { recordTables } from './stored.js';

/** The deliveries of each format among the real public files, in the order in which they come. */
const deliveries: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'bis-dpl': [['persons/bis_denied_persons_list.txt']],
  'cbp-seizures': [['seizures/cbp_nationwide_drugs_fy19_fy22.csv']],
  countries: [allRealFiles('reference/country-codes')],
  ens: allRealFiles('cargo/ens_ics1').map((path) => [path]),
  ftm: [
    ['persons/ftm/yente_t1.ftm.json'],
    ['persons/ftm/yente_t2_wnk.delta.json'],
    ['persons/ftm/yente_t2_pfh.delta.json'],
    ['persons/ftm/yente_zala.ftm.json'],
  ],
  hs: [['reference/harmonized-system.csv', 'reference/hs-sections.csv']],
  ndex: [allRealFiles('incidents/ndex')],
  nibrs: allRealFiles('incidents/nibrs_4_2_iepd').map((path) => [path]),
  'ofac-sdn': [allRealFiles('persons/ofac_sdn')],
  'pirate-attacks': [['incidents/pirate_attacks_1993_2018.csv', 'incidents/pirate_country_codes.csv']],
  rec20: [allRealFiles('reference/unece-rec20')],
  rec21: [allRealFiles('reference/unece-rec21')],
  'scms-shipments': [['cargo/usaid_scms_shipments.csv']],
  'un-consolidated': [['persons/un_consolidated.xml']],
  unlocode: [allRealFiles('reference/unlocode')],
  'unodc-seizures': [['seizures/unodc_drug_seizures_1970_on.csv']],
  'us-csl': [['persons/us_consolidated_screening_list_sample.csv']],
  'wco-declaration': [allRealFiles('cargo/wco_declarations')],
};

/** Every real file that is delivered. */
export const realFiles: readonly string[] = Object.values(deliveries)
  .flat(2)
  .map((path) => realFile(path));

/** What the real files become, format by format: what each run says, and of each table how many rows and their digest. */
export async function recordReal(): Promise<Recording> {
  const stopClock = startClock();
  try {
    const sections = new Map<string, string>();
    for (const [format, ofFormat] of Object.entries(deliveries))
      sections.set(format, await recordFormat(format, ofFormat));
    return new Map([['digests', sections]]);
  } finally {
    stopClock();
  }
}

/** Why no rows: nothing of real persons is kept in this repository. */
async function recordFormat(format: string, ofFormat: readonly (readonly string[])[]): Promise<string> {
  const database = await createTestDatabase();
  const databases = openIngestDatabases(database);
  const client = new pg.Client({ connectionString: database.adminUrl });
  try {
    await client.connect();
    const told: string[] = [];
    for (const paths of ofFormat) {
      const [result = ''] = await deliver(
        format,
        paths.map((path) => realFile(path)),
        databases,
      );
      told.push(result.replace(/"run": "\w+"/, '"run": "-"'));
    }
    const tables = await recordTables(client, 0);
    return [...told, ...[...tables].map(([table, text]) => `${table} ${text}`)].join('\n');
  } finally {
    await client.end();
    await databases.close();
    await database.close();
  }
}
