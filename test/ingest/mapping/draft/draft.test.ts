import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openFiles } from '../../../../ingest/input/openFiles.js';
import { verifyMapping } from '../../../../ingest/mapping/check/verify.js';
import { draftMapping } from '../../../../ingest/mapping/draft/draft.js';
import { parseMapping } from '../../../../ingest/mapping/parse/parse.js';
import { describeWithReal, realFile, writeFile } from '../../support/samples.js';
import { draftAndCheck, expectDraft } from './drafts.js';

// All rows are invented.
describe('draftMapping', () => {
  it('tells persons by German headers, and what each column is', () =>
    expectDraft(
      'Lfd Nr;Nachname;Vorname;Geburtsdatum;Staatsangehörigkeit;Geschlecht;Passnummer;Alias_1;Alias_2;Größe;Akte\n1;EXEMPLAROV;Ivan;31.01.1970;Russland;m;AB12;SPECIMEN;;180;x\n2;MUSTERFRAU;Erika;12.08.1964;deutsch;w;;;;170;y\n3;MUSTER;Max;12.08.1964;DE;m;C1;;;175;y\n',
      {
        kind: 'person',
        fields: {
          names: 'Nachname, Vorname',
          lastName: 'Nachname',
          firstName: 'Vorname',
          birthDates: 'Geburtsdatum',
          nationalities: 'Staatsangehörigkeit',
          gender: 'Geschlecht',
          'identifications[type=PASSPORT].number': 'Passnummer',
          'names[kind=ALIAS].name': 'Alias_*',
          'physical.heightCm': 'Größe',
        },
        says: ['  delimiter: ";"\n', 'key: Lfd Nr\n', 'date: [dd.MM.yyyy]'],
        ignored: ['Akte'],
      },
    ));

  describe('of a list of persons and companies', () => {
    const list =
      'Kind,Name,Alias,Country,Date,Listed,Delisted,Summary\n' +
      'Company,SPECIMEN LTD,,CY,02.12.2019,2019-12-02,,Fictitious\n' +
      'Legal entity,EXEMPLAR AG,,CH,02.12.2019,2019-12-02,2020-01-31,\n' +
      'Person,EXEMPLAROV Ivan,Vanya,RU,03.12.2019,2019-12-03,,\n';

    it('takes the rows that are of the commonest kind, for companies were drafted as persons, and lists as incidents', () =>
      expectDraft(list, {
        kind: 'organization',
        fields: { names: 'Name', 'sanctions.listingDate': 'Listed', 'sanctions.endDate': 'Delisted' },
        says: ['  where: {column: Kind, is: [Company, Legal entity]}  # TODO Person: draft them'],
        found: { records: 2, skipped: 1 },
      }));

    it('takes those of the kind that is asked for', async () => {
      const [file] = await openFiles([writeFile('list.csv', list)]);
      if (!file) throw new Error('no file');
      const { kind, text, todo } = await draftMapping(file, 'person');
      expect(kind).toBe('person');
      expect(text).toContain('  where: {column: Kind, is: [Person]}');
      expect(todo).toContainEqual(expect.stringMatching(/^input\.where: Company, Legal entity: draft them/));
    });
  });

  it('takes the country of departure for the one of export, not of destination, and a code called HS6', () =>
    expectDraft(
      'Declaration ID,Country of Departure,Country of Origin,HS6 Code,Net Mass\n1,IT,RO,420231,1.5\n2,TH,TH,711311,4.7\n',
      {
        fields: {
          countryOfExport: 'Country of Departure',
          'goodsItems.countryOfOrigin': 'Country of Origin',
          'goodsItems.hs6': 'HS6 Code',
        },
      },
    ));

  it('drafts what a header says although its values want a transform, and says so', async () => {
    await expectDraft(
      'imo,vessel_name,flag\n9074729,EXEMPLAR,Malta (MLT)\n9176187,SPECIMEN,Panama (PAN)\n9305609,MUSTER,Not Known\n',
      { says: ['  flag: {column: flag, extract: "\\\\(([A-Z]{2,3})\\\\)$"}  # TODO few of its values'] },
    );
    await expectDraft(
      'DATA;DROGA;QUANTIDADE;UNIDADE_MEDIDA\n31/01/2026;maconha;10;punhados\n30/01/2026;haxixe;3;comprimidos\n',
      {
        fields: { 'items.drug': 'DROGA', seizedAt: 'DATA' },
        says: ['items.quantity: {column: QUANTIDADE, unit: {column: UNIDADE_MEDIDA}}  # TODO few'],
      },
    );
  });

  it('takes names of their parts where a whole name is only guessed or mostly empty, and no name for a key', async () => {
    await expectDraft(
      'tracking,first_name,last_name,alias_last_name,dob\n7,Ivan,EXEMPLAROV,X,1970-01-31\n7,Erika,MUSTERFRAU,Y,1980-02-28\n',
      {
        fields: { names: 'last_name, first_name', 'names[kind=ALIAS].name': 'alias_last_name' },
        says: ['key: {hash: row}'],
      },
    );
    await expectDraft(
      '{"RECORD_ID":"1","NAME_FIRST":"Ivan","NAME_LAST":"EXEMPLAROV","EMAIL_ADDRESS":"i@fictitia.example"}\n{"RECORD_ID":"2","NAME_FIRST":"Erika","NAME_LAST":"MUSTERFRAU"}\n{"RECORD_ID":"3","NAME_FULL":"Max MUSTER"}\n',
      {
        name: 'rows.jsonl',
        fields: { names: 'NAME_LAST, NAME_FIRST', emails: 'EMAIL_ADDRESS' },
        says: ['# 1 of 3 rows are without it'],
        asks: [/^input\.where: many rows are left out/],
      },
    );
  });

  it('takes a number for a document where its kind stands beside it, and an alias of its parts: it left them out', async () => {
    await expectDraft(
      'tracking_number,last_name,first_name,alias_last_name,alias_first_name,number,number_type,dob\n1001,EXEMPLAROV,Ivan,SPECIMEN,Vanya,123456789,SSN,01/31/1970\n1002,MUSTERFRAU,Erika,MODEL,,C01X00T47,PASSPORT,08/22/1964\n',
      {
        fields: {
          'identifications.number': 'number',
          'identifications.type': 'number_type',
          'names[kind=ALIAS].name': 'alias_last_name, alias_first_name',
        },
        says: ['      SSN: SOCIAL_SECURITY_NUMBER\n      PASSPORT: PASSPORT\n', 'replace: {"^, |,$": ""}'],
        found: { records: 2, rejected: 0 },
      },
    );
    await expectDraft('name,dob,number\nEXEMPLAROV,1970-01-31,4\nMUSTERFRAU,1964-08-12,4\n', {
      lacks: ['identifications.number'],
    });
  });

  it('tells consignments in French, by check digits where headers say nothing', () =>
    expectDraft(
      'Référence|Expéditeur|Destinataire|Poids brut|Marchandise|X|Y\nA1|EXEMPLE SA|SPECIMEN BV|1 200,50|Bananes|CSQU3054383|9074729\nA2|EXEMPLE SA|SPECIMEN BV|13,5|Pommes|CSQU3054383|9074729\n',
      {
        kind: 'consignment',
        fields: {
          'parties[role=CONSIGNOR].name': 'Expéditeur',
          'parties[role=CONSIGNEE].name': 'Destinataire',
          grossMassKg: 'Poids brut',
          goodsItems: 'Marchandise',
          transportEquipment: 'X',
          vesselImo: 'Y',
        },
        says: ["  decimal: ','\n"],
      },
    ));

  it('tells ships by IMO number and flag, and leaves lines before the header', () =>
    expectDraft(
      'Fleet of Exampleland\n2026\n\nvessel;imo no;flag state;built\nExemplar;9074729;Panama;1994\nSpecimen;7937317;NLD;1980\n',
      {
        kind: 'vesselRecord',
        fields: { names: 'vessel', imo: 'imo no', flag: 'flag state', buildDate: 'built' },
        says: ['  skipLines: 3\n'],
      },
    ));

  it('tells aircraft by tail and serial numbers, and takes the mark for a name where there is no other', () =>
    expectDraft(
      'Tail Number;MSN;Mode S;Model;Operator;Built\nQX-EXM;17;00abcd;EX-1;Exemplar Air;1999\nQX-OLD;18;00abce;EX-2;Specimen;2001\n',
      {
        kind: 'aircraftRecord',
        fields: {
          names: 'Tail Number',
          registration: 'Tail Number',
          serialNumber: 'MSN',
          icaoAddress: 'Mode S',
          model: 'Model',
          operator: 'Operator',
        },
      },
    ));

  it('takes no list for one of aircraft by words that others have too', async () => {
    const firms = 'id;name;registration number;country;type\n1;Exemplar;77-1;Malta;Ltd\n2;Specimen;78-2;France;SA\n';
    await expectDraft(firms, { kind: 'organization' });
    const ships =
      'name;registration;built;flag;owner;type\nExemplar;77;1994;Panama;X;Tug\nSpecimen;78;1980;NLD;Y;Tug\n';
    await expectDraft(ships, { kind: 'vesselRecord' });
    const persons = 'id;name;country;model\n1;EXEMPLAROV Ivan;RU;a\n2;SPECIMEN Udo;NL;b\n';
    await expectDraft(persons, { kind: 'person' });
  });

  it('tells seizures from ships and incidents, degrees by their signs, and a date that does not exist from none', () =>
    expectDraft(
      'Seizure Ref,Date,Port,Lat,Lon,Commodity,Amount,UoM,Vessel,IMO No.,Suspects\nS/1,03-Apr-2024,Rotterdam,51°57\'N,004°08\'E,Cocaine,"1,250.50",kg,Fictius,9074729,"DOE, John"\nS/2,31-Jun-2024,Hamburg,53.5,9.9,Heroin,500,g,,,\n',
      {
        kind: 'seizure',
        fields: {
          seizedAt: 'Date',
          'place.latitude': 'Lat',
          'items.quantity': 'Amount, UoM',
          'conveyance.vesselImo': 'IMO No.',
          'persons[role=COURIER].statedName': 'Suspects',
        },
      },
    ));

  it('asks a person where day and month could change places, and which zone clocks show', () =>
    expectDraft(
      'incident id,date,offence,narrative,when reported\n1,03/04/2026,Theft,Words,2026-04-03 10:00\n2,05/06/2026,Theft,More words,2026-06-05 11:00\n',
      { kind: 'incident', asks: ['occurredAt: day and month could change places'] },
    ));

  it('numbers the columns of a file without header', () =>
    expectDraft('1,Ivan EXEMPLAROV,1970-01-31\n2,Erika MUSTERFRAU,1964-08-12\n', {
      says: ['  header: false  # TODO', '#1'],
    }));

  it('reads JSON lines by the paths of their values', async () => {
    const rows = [1, 2, 3].map((id) =>
      JSON.stringify({
        id,
        subject: { lastName: `EXEMPLAROV ${id}`, firstName: 'Ivan', birthDate: '1970-01-31', nationality: 'RU' },
        tags: ['a'],
      }),
    );
    await expectDraft(rows.join('\n'), {
      name: 'rows.jsonl',
      kind: 'person',
      fields: { lastName: 'subject.lastName', birthDates: 'subject.birthDate' },
      says: ['key: id\n'],
    });
  });

  it.each([
    ['', /is empty/],
    ['[{"a":1}]', /one JSON array/],
    ['<xml/>', /XML or HTML/],
    // Two features on one line were drafted as one record, with `type` for its title.
    ['{"type": "FeatureCollection", "features": [{"type": "Feature"}, {"type": "Feature"}]}', /one GeoJSON collection/],
    ['{"features":[{"geometry":null,"type":"Feature"}],"type":"FeatureCollection"}', /one GeoJSON collection/],
  ])('says of %j why nothing can be drafted', async (text, message) => {
    await expect(draftAndCheck(writeFile('rows.csv', text))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message),
    });
  });

  it('shows no values but codes, so that a draft may be passed on', () =>
    expectDraft('name,dob,gender\nEXEMPLAROV,1970-01-31,M\nMUSTERFRAU,1964-08-12,F\n', { never: [/EXEMPLAROV|1970/] }));
});

const headers = (
  'id|Name|nachname|vorname|Date of birth|DOB|nationality|Passport No|gender|address|City|country|Container|' +
  'MRN|HS Code|gross weight (lbs)|consignee|Shipper|lat|lon|date|drug type|quantity|unit|year|IMO|flag|' +
  'alias_1|alias_2|remarks|x|Ärger; "quoted"|a.b|#|null|yes|value: 1|currency|invoice value (EUR)|status'
).split('|');
const cells = (
  '|NA|M|F|NL|Deutschland|CSQU3054383|9074729|01.02.2003|2003-02-01|02/03/2004|1970|kg|EUR|Cocaine|open|-|' +
  '1,5|1.5|52.1|080390|yes'
).split('|');
const cell = fc.oneof(
  fc.constantFrom(...cells),
  fc.integer({ min: -10, max: 99_999 }).map(String),
  fc.string({ maxLength: 12 }).filter((text) => !text.includes('\u0000')),
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\u0000')),
);
const table = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...headers), { minLength: 1, maxLength: 9 }),
    fc.constantFrom(',', ';', '\t', '|'),
  )
  .chain(([names, delimiter]) =>
    fc.record({
      names: fc.constant(names),
      delimiter: fc.constant(delimiter),
      rows: fc.array(fc.array(cell, { minLength: names.length, maxLength: names.length }), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
  );

function quote(text: string): string {
  return `"${text.replaceAll(/[\r\n]/g, ' ').replaceAll('"', '""')}"`;
}

it('drafts for any table a mapping that its check passes', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ names, delimiter, rows }) => {
      const text = [names, ...rows].map((cells) => cells.map(quote).join(delimiter)).join('\n');
      const [file] = await openFiles([writeFile('table.csv', text)]);
      if (!file) throw new Error('no file');
      const draft = await draftMapping(file).catch((error: { code?: string }) => {
        // A table in which nothing is anything cannot be drafted, and that is said.
        if (error.code === 'BAD_USER_INPUT') return null;
        throw error;
      });
      if (draft === null) return rows.every((row) => row.every((text) => ['', 'NA', '-'].includes(text.trim())));
      const { mapping, mistakes } = parseMapping(draft.text, 'draft.yaml');
      expect(mistakes).toEqual([]);
      const found = mapping && (await verifyMapping(mapping, file));
      expect(found?.missing).toEqual([]);
      expect(found?.findings.filter(({ effect }) => effect === 'rejected')).toEqual([]);
      return true;
    }),
    { numRuns: 25 },
  );
});

const real = [
  ['cargo/usaid_scms_shipments.csv', 'consignment', 10_324],
  ['seizures/cbp_nationwide_drugs_fy19_fy22.csv', 'seizureStatistic', 10_092],
  ['seizures/unodc_drug_seizures_1970_on.csv', 'seizureStatistic', 51_201],
  ['persons/bis_denied_persons_list.txt', 'person', 581],
  ['persons/us_consolidated_screening_list_sample.csv', 'person', 115],
  ['incidents/pirate_attacks_1993_2018.csv', 'incident', 7_162],
] as const;

describeWithReal(
  'drafts of real files, as if nobody knew them',
  real.map(([file]) => realFile(file)),
  () => {
    it.each(real)('of %s is a mapping to %s by which all %d rows are records', async (file, kind, rows) => {
      const { draft, found } = await draftAndCheck(realFile(file));
      expect(draft.kind).toBe(kind);
      expect([found.rows, found.records, found.rejected, found.skipped]).toEqual([rows, rows, 0, 0]);
      expect(found.unused).toEqual([]);
    });
  },
);
