import { describe, expect, it } from '@jest/globals';
import { toPackageType } from '../../../../ingest/codes/packages.js';
import { rec21 } from '../../../../ingest/formats/codeLists/rec21.js';
import type { CodeRecord } from '../../../../ingest/records/directory.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

describe('rec21', () => {
  it('reads packages with description and numeric code, found by the names of the columns', async () => {
    const { records, rejects } = await readAll(rec21, [
      writeFile(
        'rec21_rev12.csv',
        'Code,Name,Description,Numeric code,Status\nX1,Exemplar,Invented.,93,X\nLONG,Odd,,,\n,None,,,\nX2,,,,\n',
      ),
    ]);
    expect(records).toMatchObject([
      {
        sourceRef: 'rec21/X1',
        name: 'Exemplar',
        version: 'Rev 12',
        properties: { change: 'DELETED', description: 'Invented.', numericCode: '93' },
        qualityFlags: [],
      },
      { code: 'LONG', qualityFlags: ['CODE_FORM'] },
    ]);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'code.missing'],
      [5, 'name.missing'],
    ]);
  });
});

describe('rec21 before it had numeric codes', () => {
  it.each([
    ['LF', '\n'],
    ['CR alone, as old spreadsheets write it', '\r'],
  ])('reads packages whose lines end by %s', async (_, end) => {
    const path = writeFile(
      'x.csv',
      ['Code,Name,Description', '1A,"Drum, steel",', 'CT,Carton,Invented.', ''].join(end),
    );
    expect(await recogniseFile(rec21, path)).toEqual({ version: '1' });
    const { records, rejects } = await readAll(rec21, [path]);
    expect(records).toMatchObject([
      { sourceRef: 'rec21/1A', name: 'Drum, steel' },
      { sourceRef: 'rec21/CT', properties: { description: 'Invented.' } },
    ]);
    expect(rejects).toEqual([]);
  });

  it.each([
    ['countries', 'Code,Name,Description\nBE,Belgium,\nBG,Bulgaria,\nNL,Netherlands,\n'],
    ['packages with a column that the list never had', 'Code,Name,Description,Price\n1A,"Drum, steel",,3\n'],
    ['nothing', 'Code,Name,Description\n'],
  ])('takes no list of %s for one', async (_, text) => {
    expect(await recogniseFile(rec21, writeFile('x.csv', text))).toBeNull();
  });
});

const file = 'reference/unece-rec21/data.csv';

describeWithReal('rec21 over the real file', [realFile(file)], () => {
  it('reads 406 packages, all of which formats know, and rejects none', async () => {
    const { records, rejects, unmapped } = await readAll(rec21, [realFile(file)]);
    expect([records.length, rejects, unmapped]).toEqual([406, [], {}]);
    expect((records as CodeRecord[]).filter(({ code }) => toPackageType(code) !== code)).toEqual([]);
  });
});
