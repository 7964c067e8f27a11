import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputDamage } from '../../../ingest/input/damage.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { readCsv } from '../../../ingest/input/text/csv.js';
import { createRecordParser, splitLine } from '../../../ingest/input/text/csvFields.js';
import { detectDelimiter } from '../../../ingest/input/text/detectDelimiter.js';
import { collect, memoryFile } from '../support/memoryFile.js';
import { writeFile } from '../support/samples.js';

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

  it('gives a line that is no UTF-8 as a defect, and reads it in no other encoding unless that is stated', async () => {
    const latin = Buffer.from('a,Exempl\u00E9,c\n', 'latin1');
    expect(await read(Buffer.concat([Buffer.from('x,Пример,z\n'), latin]))).toEqual([
      ['x', 'Пример', 'z'],
      '2 encoding.broken a,Exempl\uFFFD,c',
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

  it('reports a line with a zero byte, and one with a field that is too long, with their text', async () => {
    expect(await read('1,2,3\n1,\0,3\n1,2,3')).toEqual([['1', '2', '3'], '2 line.zeroByte 1,\0,3', ['1', '2', '3']]);
    const long = `1,${'x'.repeat((1 << 18) + 1)},3`;
    expect(await read(`${long}\n1,2,3`)).toEqual([`1 field.tooLong ${long}`, ['1', '2', '3']]);
    // Within a record of several lines it is the line's own defect, and the quote's.
    expect(await read('1,"a\nb\0",3\n1,2,3')).toEqual([
      '1 quote.notClosed 1,"a',
      '2 line.zeroByte b\0",3',
      ['1', '2', '3'],
    ]);
  });

  it('reads the line ends of old Macs, and files in UTF-16', async () => {
    const rows = [
      ['a', 'b', 'c'],
      ['1', 'é,日', '3'],
    ];
    expect(await read('a,b,c\r1,"é,日",3\r')).toEqual(rows);
    expect(await read(Buffer.from('\uFEFFa,b,c\r\n1,"é,日",3\r\n', 'utf16le'))).toEqual(rows);
  });

  it('gives the bytes of a line that is broken in its encoding', async () => {
    const broken = Buffer.concat([Buffer.from('\uFEFF1,2,3\n1,'), Buffer.of(0xe9), Buffer.from(',3\n')]);
    const [, defect] = await collect(readCsv(memoryFile(broken), { width: () => true }));
    expect(defect).toMatchObject({ kind: 'defect', line: 2, reason: 'encoding.broken' });
    expect(defect?.raw).toEqual(Buffer.from('1,\xe9,3', 'latin1'));
  });

  it('ends a file that is cut off with a defect, and loses no record before it', async () => {
    const fail = new InputDamage('file.truncated', 'cut');
    const items = await collect(readCsv(memoryFile('1,2\n3,"4\n5,', { fail }), { width: () => true }));
    expect(items.map((item) => [item.line, item.kind === 'row' ? item.fields.join() : item.reason])).toEqual([
      [1, '1,2'],
      [2, 'quote.notClosed'],
      [3, 'file.truncated'],
    ]);
  });

  const texts = fc
    .array(
      fc.string({ unit: fc.constantFrom('a', ',', '"', '""', '","', '\n', 'é', ' ', '\r\n', '\0'), maxLength: 12 }),
    )
    // Why a heading: a few zeros alone look like UTF-16.
    .map((lines) => ['number,name of vessel', ...lines].join('\n'));

  it('gives the same records from chunks of any size', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    const options = { width: (fields: number) => fields < 5 };
    await fc.assert(
      fc.asyncProperty(texts, sizes, async (text, chunks) => {
        const whole = await collect(readCsv(memoryFile(text), options));
        expect(await collect(readCsv(memoryFile(text, { chunks }), options))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('accounts for every line that is not blank, once', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const items = await collect(readCsv(memoryFile(text), { width: (fields) => fields < 5 }));
        const accounted = items.flatMap(({ line, raw }) =>
          String(raw)
            .split('\n')
            .map((_, index) => line + index),
        );
        const lines = text.split('\n');
        const blank = lines.flatMap((line, index) => (line.trim() === '' ? [index + 1] : []));
        // A blank line within quotes belongs to its record.
        expect([...new Set([...accounted, ...blank])].sort((a, b) => a - b)).toEqual(
          lines.map((_, index) => index + 1),
        );
        expect(new Set(accounted).size).toBe(accounted.length);
      }),
      { numRuns: 300 },
    );
  });

  it('splits a line as the parser for misplaced quotes would', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '""', '","', ' '), maxLength: 14 }), (line) => {
        const split = splitLine(line, ',');
        const parser = createRecordParser(',');
        parser.feed(line);
        if (split !== null) expect([parser.open(), parser.end()]).toEqual([false, split]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('detectDelimiter', () => {
  it('finds comma, semicolon, tab and bar', () => {
    expect(detectDelimiter('a,b;c\n1,2;3\n')).toBe(',');
    expect(detectDelimiter('name;note\nEXEMPLAROV;"one, two"\nSPECIMEN;three, four, five\n')).toBe(';');
    expect(detectDelimiter('a\tb\n1,5\t2,5\n')).toBe('\t');
    expect(detectDelimiter('a|b|c\r1|2|3')).toBe('|');
    expect(detectDelimiter('a,b')).toBe(',');
  });

  it('looks into quotes, and leaves out a last line that is cut off', () => {
    expect(detectDelimiter('a;"x\ny,z;"\nb;c\nd')).toBe(';');
    expect(detectDelimiter('"a,b","c"\n"d;e","f"\n')).toBe(',');
  });

  it('finds none where there is none', () => {
    expect(detectDelimiter('')).toBeNull();
    expect(detectDelimiter('one\ntwo\n')).toBeNull();
  });
});
