import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { toHead } from '../../../ingest/input/fileHead.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { describeWithReal, realFile } from '../support/samples.js';
import { allRealFiles } from './realFiles.js';

/** The format of each real file, its version, and the part that the file plays; none for what is no delivery. */
const owners: readonly (readonly [files: RegExp, format?: string])[] = [
  [/^README\.md$|^matching\/|ftm_default_model/],
  [/^cargo\/ens_ics1\/(?:CC313A|validAmendment)/, 'ens ICS1 CC313A'],
  [/^cargo\/ens_ics1\//, 'ens ICS1 CC315A'],
  [/^cargo\/wco_declarations\//, 'wco-declaration DEC-DMS:2'],
  [/^cargo\/usaid_scms/, 'scms-shipments 2015'],
  [/^incidents\/ndex\//, 'ndex 2.1'],
  [/^incidents\/nibrs_4_2/, 'nibrs 4.2'],
  [/^incidents\/pirate_attacks/, 'pirate-attacks 2021'],
  [/^incidents\/pirate_country_codes/, 'pirate-attacks 2021 countries'],
  [/^persons\/bis/, 'bis-dpl tsv'],
  [/^persons\/ftm\/.*delta/, 'ftm delta'],
  [/^persons\/ftm\//, 'ftm entities'],
  [/^persons\/ofac_sdn\/add/, 'ofac-sdn legacy addresses'],
  [/^persons\/ofac_sdn\/alt/, 'ofac-sdn legacy aliases'],
  [/^persons\/ofac_sdn\/sdn\.csv/, 'ofac-sdn legacy entries'],
  [/^persons\/ofac_sdn\/sdn_comments/, 'ofac-sdn legacy comments'],
  [/^persons\/uk/, 'uk-sanctions-list 2022-csv'],
  [/^persons\/un/, 'un-consolidated sc-sanctions'],
  [/^persons\/us/, 'us-csl 28-columns'],
  [/^reference\/country-codes/, 'countries 1'],
  [/^reference\/harmonized/, 'hs 1'],
  [/^reference\/hs-sections/, 'hs 1 sections'],
  [/^reference\/unece-rec20\/levels/, 'rec20 1 levels'],
  [/^reference\/unece-rec20\//, 'rec20 1'],
  [/^reference\/unece-rec21\//, 'rec21 1'],
  [/^reference\/unlocode\/by-country\//, 'unlocode by-country'],
  [/^reference\/unlocode\/country/, 'unlocode tables countries'],
  [/^reference\/unlocode\/function/, 'unlocode tables functions'],
  [/^reference\/unlocode\/status/, 'unlocode tables statuses'],
  [/^reference\/unlocode\/subdivision/, 'unlocode tables subdivisions'],
  [/^seizures\/cbp/, 'cbp-seizures since-fy2019'],
  [/^seizures\/unodc/, 'unodc-seizures annual-seizures'],
];

/** Every format that takes the file for its own. */
async function takenBy(path: string): Promise<string[]> {
  const [file] = await openFiles([realFile(path)]);
  const head = file && (await toHead(file));
  return [...formats.values()].flatMap((format) => {
    const found = head && format.recognise(head);
    return found ? [[format.name, found.version, found.part].filter(Boolean).join(' ')] : [];
  });
}

describeWithReal('the real files', [realFile()], () => {
  it('are each recognised by the format that they are of, and by no other', async () => {
    const found = new Map<string, string[]>();
    for (const path of allRealFiles()) found.set(path, await takenBy(path));
    const wanted = [...found.keys()].map((path) => {
      const owner = owners.find(([files]) => files.test(path));
      return [path, owner === undefined ? 'in no line of the table' : owner[1] === undefined ? [] : [owner[1]]];
    });
    expect([...found]).toEqual(wanted);
  });
});

describe('the table of real files', () => {
  it('names formats that there are', () => {
    for (const [, owner] of owners) expect([undefined, ...formats.keys()]).toContain(owner?.split(' ')[0]);
  });
});
