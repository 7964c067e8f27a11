import { describe, expect, it } from '@jest/globals';
import { openFiles } from '../../../../ingest/input/openFiles.js';
import { findLayout } from '../../../../ingest/mapping/draft/sample/layout.js';
import { writeFile } from '../../support/samples.js';

async function layoutOf(text: string) {
  const [file] = await openFiles([writeFile('rows.csv', text)]);
  if (!file) throw new Error('no file');
  const { skipLines, header, delimiter } = (await findLayout(file)).input;
  return { skipLines, header, delimiter };
}

// All rows are invented.
describe('findLayout', () => {
  it('skips a title that a spreadsheet has padded with separators, for it was taken for rows without a header', async () => {
    expect(
      await layoutOf('Last Updated,27/04/2026,,,\nName,DOB,Town,Regime,Group ID\nEXEMPLAROV,1970-01-31,X,Y,7\n'),
    ).toEqual({ skipLines: 1, header: true, delimiter: ',' });
    expect(await layoutOf('Register of fictitia;;;\n;;;\nNr;Name;Ort;Datum\n1;EXEMPLAR;X;2026-01-31\n')).toMatchObject({
      skipLines: 2,
      header: true,
    });
  });

  it('takes the second of two lines of headings where the first spans columns', async () => {
    expect(
      await layoutOf(',Consignor,,Consignee,\nBL,Name,Country,Name,Country\nX1,EXEMPLAR,NL,SPECIMEN,BE\n'),
    ).toMatchObject({ skipLines: 1, header: true });
  });

  it('finds the header above rows that end with a separator', async () => {
    expect(await layoutOf('Nr;Name;Ort\n1;EXEMPLAR;X;\n2;SPECIMEN;Y;\n3;MUSTER;Z;\n')).toMatchObject({
      skipLines: 0,
      header: true,
    });
  });

  it('takes headings that come twice for a header', async () => {
    expect(await layoutOf('id,name,name,date,date\n1,EXEMPLAROV,Ivan,2026-01-31,2026-02-01\n')).toMatchObject({
      header: true,
    });
    expect(await layoutOf('aff,C,C,aff\naff,B,C,x\nsos,C,B,y\n')).toMatchObject({ header: false });
  });

  it('reads headings with a line break in them', async () => {
    expect(await layoutOf('"Case\nNumber","Date of\nSeizure",Drug\n7,2026-01-31,Cocaine\n')).toMatchObject({
      skipLines: 0,
      header: true,
    });
  });

  it('takes a first row of data for what it is, and a sparse one too', async () => {
    expect(await layoutOf('1,EXEMPLAR,NL,2026-01-31\n2,SPECIMEN,BE,2026-02-01\n')).toMatchObject({
      skipLines: 0,
      header: false,
    });
    expect(await layoutOf('7,,,\n8,SPECIMEN,BE,2026-02-01\n9,EXEMPLAR,NL,2026-02-02\n')).toMatchObject({
      skipLines: 0,
      header: false,
    });
  });

  it('is not misled by a quote that never closes', async () => {
    expect(await layoutOf('Nr,Name,Note\n1,"EXEMPLAR,x\n2,SPECIMEN,y\n3,MUSTER,z\n')).toMatchObject({
      skipLines: 0,
      header: true,
    });
  });
});
