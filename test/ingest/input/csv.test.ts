import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from '../../../ingest/input/csv.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { writeFile } from '../support.js';

async function read(text: string | Buffer, width = 3) {
  const rows = [];
  const [file] = await openFiles([writeFile('test.csv', text)]);
  if (file === undefined) throw new Error('no file');
  for await (const row of readCsv(file, { width: (fields) => fields === width })) {
    rows.push(row.kind === 'row' ? row.fields : `${row.line} ${row.reason} ${row.raw}`);
  }
  return rows;
}

describe('readCsv', () => {
  it('reads quoted fields with commas, doubled quotes and line ends inside', async () => {
    expect(await read('a,"b, ""c""",d\r\n1,"two\nlines",3\n')).toEqual([
      ['a', 'b, "c"', 'd'],
      ['1', 'two\nlines', '3'],
    ]);
  });

  it('loses one line to a quote that is never closed, and none of those that follow', async () => {
    expect(await read('1,a,b\n2,"broken,b\n3,"c",d\n4,"e\nf",g\n5,"end')).toEqual([
      ['1', 'a', 'b'],
      '2 quote.notClosed 2,"broken,b',
      ['3', 'c', 'd'],
      ['4', 'e\nf', 'g'],
      '6 quote.notClosed 5,"end',
    ]);
  });

  it('reports a line with another number of fields', async () => {
    expect(await read('1,2,3\n1,2\n')).toEqual([['1', '2', '3'], '2 fields.wrongNumber 1,2']);
  });

  it('ignores a byte order mark, blank lines and the mark of the end of a DOS file', async () => {
    expect(await read('\uFEFFa,b,c\n\n \n\u001A\n')).toEqual([['a', 'b', 'c']]);
  });

  it('reads a line that is no UTF-8 as windows-1252', async () => {
    const latin = Buffer.from('a,Exempl\u00E9,c\n', 'latin1');
    expect(await read(Buffer.concat([Buffer.from('x,Пример,z\n'), latin]))).toEqual([
      ['x', 'Пример', 'z'],
      ['a', 'Exemplé', 'c'],
    ]);
  });

  it('does not hold a line that is too long, and reads on', async () => {
    expect(await read(`a,${'x'.repeat(1 << 21)},c\n1,2,3\n`)).toEqual(['1 line.tooLong ', ['1', '2', '3']]);
  });

  it('gives back any fields that were written by the rules of RFC 4180', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', 'é', ' ', '-') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 8 }), async (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => ['k', ...row].map(quote).join(',')).join('\n');
        expect(await read(text)).toEqual(rows.map((row) => ['k', ...row]));
      }),
      { numRuns: 60 },
    );
  });
});
