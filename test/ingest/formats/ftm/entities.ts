import { expect } from '@jest/globals';
import { ftm } from '../../../../ingest/formats/ftm/ftm.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { readAll, writeFile } from '../../support/samples.js';

// All entities are invented: no person, ship or company of these names and numbers exists.
type Properties = Readonly<Record<string, unknown>>;
export const entity = (id: string, schema: string, properties: Properties, rest: Properties = {}) => ({
  id,
  caption: schema,
  schema,
  properties,
  datasets: ['specimen'],
  referents: [],
  first_seen: '2026-01-01T00:00:00',
  last_seen: '2026-02-01T00:00:00',
  ...rest,
});
export const toLines = (items: readonly unknown[]) => items.map((item) => `${JSON.stringify(item)}\n`).join('');
export const read = (items: readonly unknown[], name = 'entities.ftm.json') =>
  readAll(ftm, [writeFile(name, toLines(items))]);
export const only = async (...items: readonly unknown[]): Promise<SourceRecord> => {
  const { records, rejects } = await read(items);
  expect(rejects).toEqual([]);
  return records[0] as SourceRecord;
};

export const person = entity(
  'xx-p1',
  'Person',
  {
    name: ['EXEMPLAROV Fictius', 'Fictius Exemplarov', 'Фиктий Экземпларов'],
    alias: ['The Specimen'],
    weakAlias: ['Specimen'],
    previousName: ['Fictius Nemo'],
    firstName: ['Фиктий', 'Fictius'],
    secondName: ['Secundus'],
    lastName: ['Exemplarov'],
    birthDate: ['1970', '1970-02-03T00:00:00', '1970-02-30'],
    nationality: ['ru', 'suhh'],
    citizenship: ['ru', 'gb-sct'],
    country: ['eu', 'mt'],
    gender: ['male'],
    position: ['Keeper of Examples'],
    passportNumber: ['SPEC 001', 'SPEC 002'],
    innCode: ['000000000000'],
    taxNumber: ['000000000000'],
    idNumber: ['ID-1'],
    uniqueEntityId: ['UEI0SPECIMEN'],
    email: ['specimen@example.org'],
    phone: ['+99900000000'],
    website: ['https://example.org'],
    height: ['1.85'],
    religion: ['fictitious'],
    notes: ['First remark'],
    description: ['Second remark'],
    topics: ['sanction', 'wanted'],
    programId: ['XX-DEMO', 'XX-OTHER'],
    address: ['1 Example Street'],
    addressEntity: ['xx-a1', 'xx-a-elsewhere'],
    wikidataId: ['Q0'],
  },
  { caption: 'Fictius Exemplarov' },
);
export const sanction = entity('xx-s1', 'Sanction', {
  entity: ['xx-p1'],
  authority: ['Specimen Office'],
  program: ['Demonstration'],
  programId: ['XX-DEMO'],
  authorityId: ['D-1'],
  country: ['mt'],
  listingDate: ['2024-05-01', '2023-05-01'],
  startDate: ['2023-05-02'],
  reason: ['Invented.'],
  provisions: ['Freeze', 'Travel ban'],
  sourceUrl: ['https://example.org/list'],
});
export const passport = entity('xx-d1', 'Passport', {
  holder: ['xx-p1'],
  number: ['SPEC-001'],
  country: ['mt'],
  startDate: ['2020-01-01'],
  endDate: ['2030-01-01'],
});
export const address = entity('xx-a1', 'Address', {
  street: ['2 Example Street'],
  city: ['Exampleville'],
  postalCode: ['0000'],
  country: ['mt'],
});
export const post = entity('xx-pos1', 'Position', { name: ['Minister of Examples'] });
export const occupancy = entity('xx-o1', 'Occupancy', {
  holder: ['xx-p1'],
  post: ['xx-pos1'],
  startDate: ['2019'],
  status: ['ended'],
});
export const company = entity('xx-c1', 'Company', {
  name: ['Specimen Trading'],
  abbreviation: ['SpT'],
  jurisdiction: ['mt'],
  incorporationDate: ['2001', '2000-05'],
  ogrnCode: ['0000000000001', '0000000000002'],
  swiftBic: ['SPECMTXX'],
  parent: ['xx-c0'],
});
export const ownership = entity('xx-l1', 'Ownership', {
  owner: ['xx-p1'],
  asset: ['xx-c1'],
  percentage: ['51,5 %'],
  role: ['founder'],
  startDate: ['2005-09-16'],
  endDate: ['2006'],
  summary: ['As registered.'],
});
export const family = entity('xx-l2', 'Family', { person: ['xx-p1'], relative: ['xx-p9'], relationship: ['brother'] });
export const all = [person, sanction, passport, address, post, occupancy, company, ownership, family];
