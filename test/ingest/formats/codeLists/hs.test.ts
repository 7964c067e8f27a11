import { describe, expect, it } from '@jest/globals';
import { hs } from '../../../../ingest/formats/codeLists/hs.js';
import type { CodeRecord } from '../../../../ingest/records/directory.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

async function read(name: string, text: string) {
  const { records, rejects } = await readAll(hs, [writeFile(name, text)]);
  return { records: records as CodeRecord[], rejects };
}

describe('hs', () => {
  const header = 'section,hscode,description,parent,level';

  it('takes its edition from the line of totals, and its validity from the edition', async () => {
    const { records } = await read(
      'codes.csv',
      `${header}\nI,01,Animals,TOTAL,2\nI,0101,Horses,01,4\nTOTAL,TOTAL,Total of all HS2017 commodities,TOTAL,5\n`,
    );
    expect(records).toMatchObject([
      {
        sourceRef: 'hs/01',
        parent: 'TOTAL',
        version: '2017',
        validFrom: '2017-01-01',
        validUntil: '2021-12-31',
        properties: { level: '2', section: 'I' },
      },
      { sourceRef: 'hs/0101', parent: '01', version: '2017' },
      { sourceRef: 'hs/TOTAL', parent: null, qualityFlags: [] },
    ]);
  });

  it('takes its edition from the name of the file where the file says none', async () => {
    const line = `${header}\nI,01,Animals,TOTAL,2\n`;
    const version = async (name: string) => (await read(name, line)).records[0]?.version;
    expect(await version('HS2012.csv')).toBe('2012');
    expect(await version('hs_2022-03-01.csv')).toBe('2022');
    expect(await version('codes.csv')).toBe('unstated');
  });

  it('gives back a leading zero that the level shows to be lost, and says so', async () => {
    const { records } = await read(
      'x.csv',
      `${header}\nI,101,Horses,1,4\nI,10121,Pure-bred,101,6\nII,1001,Wheat,10,4\n`,
    );
    expect(records.map(({ code, parent, qualityFlags }) => [code, parent, qualityFlags])).toEqual([
      ['0101', '01', ['LEADING_ZERO_LOST']],
      ['010121', '0101', ['LEADING_ZERO_LOST']],
      ['1001', '10', []],
    ]);
  });

  it('reads subheadings written with points beside their chapter and heading, also where their zeros are lost', async () => {
    const { records } = await read(
      'x.csv',
      'section,chapter,heading,hscode,description\nI,1,01.01,0101.21,Horses\nI,1,1.01,101.29,Other horses\nII,10,10.01,1001.11,Wheat\n',
    );
    expect(records.map(({ code, parent, qualityFlags }) => [code, parent, qualityFlags])).toEqual([
      ['010121', '0101', []],
      ['010129', '0101', ['LEADING_ZERO_LOST']],
      ['100111', '1001', []],
    ]);
  });

  it('reads files of chapters and of headings alone, and takes no table of contents for one', async () => {
    const chapters = writeFile('chapters.csv', 'chapter,name\n1,Live animals.\n10,Cereals.\n,Nothing\n');
    const headings = writeFile('headings.csv', 'heading,name\n01.01,"Live horses, asses"\n10.01,Wheat\n');
    const { records, rejects } = await readAll(hs, [chapters, headings]);
    expect(records).toMatchObject([
      { sourceRef: 'hs/01', name: 'Live animals.', parent: null, properties: { level: '2' } },
      { sourceRef: 'hs/10' },
      { sourceRef: 'hs/0101', parent: '01', properties: { level: '4' } },
      { sourceRef: 'hs/1001', parent: '10' },
    ]);
    expect(rejects).toMatchObject([{ line: 4, field: 'chapter', reason: 'code.missing' }]);
    expect(await recogniseFile(hs, writeFile('book.csv', 'chapter,name\n1,Introduction\n2,Method\n'))).toBeNull();
  });

  it('flags what is no code of the system, and rejects what has none', async () => {
    const { records, rejects } = await read(
      'x.csv',
      `${header}\nI,7701,X,77,4\nI,ABC,Y,01,4\nI,,Z,01,4\nI,0102,,01,4\n`,
    );
    expect(records.map(({ qualityFlags }) => qualityFlags)).toEqual([['HS_CHAPTER'], ['HS_FORM']]);
    expect(rejects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [4, 'hscode', 'code.missing'],
      [5, 'description', 'name.missing'],
    ]);
  });
});

const files = ['reference/harmonized-system.csv', 'reference/hs-sections.csv'];

describeWithReal(
  'hs over the real files',
  files.map((path) => realFile(path)),
  () => {
    it('reads 6,940 codes of HS 2022 and 21 sections, and rejects none', async () => {
      const { records, rejects, unmapped } = await readAll(
        hs,
        files.map((path) => realFile(path)),
      );
      const codes = records as CodeRecord[];
      expect([rejects, unmapped]).toEqual([[], {}]);
      expect(codes.filter(({ list }) => list === 'hs')).toHaveLength(6940);
      expect(codes.filter(({ list }) => list === 'hs-sections')).toHaveLength(21);
      expect(new Set(codes.map(({ version }) => version))).toEqual(new Set(['2022']));
      expect(codes.flatMap(({ code, qualityFlags = [] }) => qualityFlags.map((flag) => [code, flag]))).toEqual([
        ['99', 'HS_CHAPTER'],
        ['9999', 'HS_CHAPTER'],
        ['999999', 'HS_CHAPTER'],
      ]);
    });
  },
);
