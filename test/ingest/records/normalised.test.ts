import { describe, expect, it } from '@jest/globals';
import { ftm } from '../../../ingest/formats/ftm/ftm.js';
import { ofacSdn } from '../../../ingest/formats/watchlists/ofac-sdn.js';
import type { InputFile } from '../../../ingest/input/inputFile.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { verifyMapping } from '../../../ingest/mapping/check/verify.js';
import { normaliseRecord } from '../../../ingest/records/normalise.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { unpackContent } from '../../../storage/sourceContent.js';
import { header, mappingOf, people, readPeople, title } from '../formats/mapped/tables.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

const { databases } = await ownIngestDatabase();
const common = { envelope: { originator: 'EU-SANCTIONS-DESK' }, databases, linkKey, policy: loadPolicy() };

const line = JSON.stringify({
  id: 'xx-1',
  schema: 'Person',
  properties: {
    name: ['Fictius \u202eExemplarov\u202c'],
    birthDate: ['9999-12-31', '1970'],
    deathDate: ['2999-01-01'],
  },
});

describe('what only fills a field, or is not seen, of a record that is ingested', () => {
  it('is not stored in its field, is flagged, and stays in the source text', async () => {
    const files = [writeFile('entities.ftm.json', `${line}\n`)];
    expect(await ingest({ format: ftm, files, ...common, ...testRun() })).toMatchObject({ stored: 1 });
    const [stored] = await databases.persons.exec<{ content: Buffer }>(
      `select p.name, p.birth_dates, p.death_date, v.quality_flags, v.content from persons.person p
       join persons.provenance v on v.record_id = p.id where p.source_ref = 'xx-1'`,
    );
    expect(stored).toMatchObject({
      name: 'Fictius Exemplarov',
      birth_dates: ['1970'],
      death_date: null,
      quality_flags: ['DATE_PLACEHOLDER', 'NAME_INVISIBLE'],
    });
    expect(unpackContent(stored?.content as Buffer).raw).toBe(line);
  });

  it('is so in every format, and in mappings', async () => {
    const entry =
      '1,"EXEMPLAROV, Fic\u200btius","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 31 Dec 9999."';
    await ingest({ format: ofacSdn, files: [writeFile('sdn.csv', entry)], ...common, ...testRun() });
    const [listed] = await databases.persons.exec(
      `select p.name, p.birth_dates, v.quality_flags from persons.person p
       join persons.provenance v on v.record_id = p.id where p.source_ref = '1'`,
    );
    expect(listed).toEqual({
      name: 'EXEMPLAROV, Fictius',
      birth_dates: [],
      quality_flags: ['DATE_PLACEHOLDER', 'NAME_INVISIBLE'],
    });
    const { records } = await readPeople('1;EXEMPLAROV;A;31.12.9999;;;;;;;;;', '2;EXEMPLAROV;B;00.00.0000;;;;;;;;;');
    expect(records.map((record) => normaliseRecord(record as SourceRecord))).toMatchObject([
      { birthDates: [], qualityFlags: ['DATE_PLACEHOLDER'] },
      { birthDates: [], qualityFlags: ['DATE_PLACEHOLDER'] },
    ]);
  });

  it('is named by field and line where a mapping is checked, before anything is ingested', async () => {
    const rows = ['1;EXEMPLAROV;A\u202e;31.12.9999;;;;;;;;;', '2;EXEMPLAROV;B;01.02.1970;;;;;;;;;'];
    const [file] = await openFiles([writeFile('rows.csv', [title, header, ...rows].join('\n'))]);
    const { findings, flagged, records } = await verifyMapping(mappingOf(people), file as InputFile);
    expect({ flagged, records }).toEqual({ flagged: 1, records: 2 });
    expect(findings).toMatchObject([
      { field: 'name', reason: 'name.invisible', effect: 'flagged', lines: [3] },
      { field: 'birthDates', reason: 'date.placeholder', effect: 'flagged', lines: [3] },
    ]);
    expect(findings.map(({ inWords }) => inWords).join()).toContain('such as 9999-12-31');
  });
});
