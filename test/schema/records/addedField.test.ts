import { describe, expect, it } from '@jest/globals';
import { findMisshapen } from '../../../ingest/formats/portcullis/misshapen.js';
import { toCatalogue } from '../../../ingest/mapping/catalogue/toCatalogue.js';
import { compileStored } from '../../../ingest/rows/compile.js';
import { readPackageFile } from '../../../schema/files.js';
import { checkSdl } from '../../../schema/records/checks/checkSdl.js';
import { consignment } from '../../../schema/records/consignment.js';
import { codeList } from '../../../schema/records/description/codeList.js';
import * as f from '../../../schema/records/description/make.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { parseSourceSdl } from '../../../schema/sourceSdl.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { compareTables } from '../../../storage/tables/compare.js';
import { describedTables } from '../../../storage/tables/described.js';
import { draftMigration } from '../../../storage/tables/draft.js';
import { describe as described } from '../../../subgraphs/kit/described/describe.js';

/*
 * What is written by hand of a field, beside its migration and the formats that state it: these three. A part of the product
 * that must be told of a field in another place is found by this test not to know it.
 */
const line = '  exemplarCode: ExemplarCode @filter';
const list = 'enum ExemplarCode @filter(one: "rule of exemplar codes") @access(category: "public") { ZZA ZZB }';
const fields = {
  ...consignment.fields,
  exemplarCode: f.code(codeList('ExemplarCode', ['ZZA', 'ZZB']), { filter: true }),
};

const extended: RecordDescription = { ...consignment, fields };
const cargo = readPackageFile('schema', 'cargo.graphql');
const shared = readPackageFile('schema', 'shared.graphql');
const at = '  deliveryTerms: String\n';
const sdl = parseSourceSdl(`${cargo.replace(at, `${at}${line}\n`)}\n${list}\n${shared}`);

describe('a field that is added to a description and to the SDL', () => {
  it('is held equal in both', () => {
    expect(cargo).toContain(at);
    expect(checkSdl(extended, sdl)).toEqual([]);
    expect(checkSdl(consignment, sdl)).toEqual([
      'cargo: Consignment.exemplarCode is in the SDL, and neither described nor listed as answered',
      'cargo: ConsignmentFilter.exemplarCode is in the SDL, and neither described nor listed as answered',
    ]);
    expect(checkSdl(extended, parseSourceSdl(`${cargo}\n${shared}`))).toHaveLength(2);
  });

  it('is drafted as a column', () => {
    const stored = new Map(
      describedTables([consignment]).map(({ name, columns }) => [
        name,
        new Map([...columns].map(([column, { type }]) => [column, type])),
      ]),
    );
    const differences = compareTables(describedTables([extended]), stored);
    expect(draftMigration(differences)).toBe('alter table cargo.consignment add column exemplar_code text;');
  });

  it('may be stated by a delivery, with the codes of its list alone', () => {
    const { sourceRef: _, ...own } = stated;
    const find = (exemplarCode: string): string | null => findMisshapen({ ...own, exemplarCode }, fields);
    expect(['ZZA', 'ZZB', 'ZZC'].map(find)).toEqual([null, null, 'exemplarCode']);
  });

  it('may be filled by a mapping, which tells its codes', () => {
    expect(toCatalogue(extended).fields.exemplarCode).toMatchObject({ type: 'code', codes: ['ZZA', 'ZZB'] });
  });

  const toStored = compileStored(extended);
  const stated = { sourceRef: 'c1', exemplarCode: 'ZZA', parties: [], goodsItems: [], transportEquipment: [] };
  const stored = toStored(stated, 'feed', (...parts) => parts.join('|'));

  it('is stored, and counts as what the record holds', () => {
    expect(stored.columns.exemplar_code).toBe('ZZA');
    expect(stored.data).toContain('Consignment.exemplarCode');
  });

  it('is read, shown, and filtered by', () => {
    const {
      listing,
      whole: { columns, toObject },
    } = described(extended);
    expect(compileStatement(columns).sql).toContain('r.exemplar_code');
    expect(toObject(stored.columns as never)).toMatchObject({ exemplarCode: 'ZZA' });
    expect(listing.filters.exemplarCode).toMatchObject({ type: 'text' });
  });
});
