import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { screenedFields, toQuestion } from '../../../../../cli/screen/question.js';
import { likelyKind } from '../../../../../console/pages/screening/lines/kindOf.js';
import { columns } from '../../../../../console/pages/screening/lines/question.js';
import { isMistake, MOST_LINES, readLines } from '../../../../../console/pages/screening/lines/readLines.js';

const reads = (text: string) => readLines(text).lines.map(({ read }) => read);

describe('a pasted list', () => {
  test('is a name or a number a line, each asked as what it looks like', () => {
    const list = 'Fiktiv Nebyvalenko Omega\nVoorbeeld Tango Fruit Trading B.V.\n\nMV Specimen Star\nZZZU 260117 6\r\n';
    expect(reads(list)).toEqual([
      { kind: 'person', asked: { names: ['Fiktiv Nebyvalenko Omega'] } },
      { kind: 'organization', asked: { names: ['Voorbeeld Tango Fruit Trading B.V.'] } },
      { kind: 'vessel', asked: { names: ['MV Specimen Star'] } },
      { kind: 'number', text: 'ZZZU 260117 6' },
    ]);
    expect(readLines(list).lines.map(({ line }) => line)).toEqual([1, 2, 4, 5]);
  });

  test('has date, country and IMO number after the name, in any order, by semicolons or tabs', () => {
    expect(reads('Fiktiv Omega; 9.4.1979; BG\nFiktiv Omega;Bulgaria;1979')).toEqual([
      { kind: 'person', asked: { names: ['Fiktiv Omega'], birthDate: '1979-04-09', nationality: 'BG' } },
      { kind: 'person', asked: { names: ['Fiktiv Omega'], birthDate: '1979', nationality: 'BG' } },
    ]);
    expect(reads('Specimen Star\t9321483\tPA\nExempla GmbH\t\tDEU')).toEqual([
      { kind: 'vessel', asked: { names: ['Specimen Star'], imo: '9321483', flag: 'PA' } },
      { kind: 'organization', asked: { names: ['Exempla GmbH'], jurisdiction: 'DE' } },
    ]);
  });

  test('keeps a comma within a name, and quotes that are part of one', () => {
    expect(reads('Omega, Fiktiv\n"Max" Muster; 1961\n"Muster; Max"; 1962')).toEqual([
      { kind: 'person', asked: { names: ['Omega, Fiktiv'] } },
      { kind: 'person', asked: { names: ['"Max" Muster'], birthDate: '1961' } },
      { kind: 'person', asked: { names: ['Muster; Max'], birthDate: '1962' } },
    ]);
  });

  test('loses no line behind a quote that nobody closed', () => {
    const list = ['"Open Quote', ...Array.from({ length: 30 }, (_, at) => `Person ${'abcdefghij'[at % 10]}`)].join(
      '\n',
    );
    expect(readLines(list).lines).toHaveLength(31);
  });

  test('has a cell of several lines in a table alone, and no line within a quote that was forgotten', () => {
    expect(readLines('"Fiktiv\nOmega"').lines.map(({ text }) => text)).toEqual(['"Fiktiv', 'Omega"']);
    expect(reads('"Fiktiv; A"\t1961')).toEqual([
      { kind: 'person', asked: { names: ['Fiktiv; A'], birthDate: '1961' } },
    ]);
    expect(reads('"Fiktiv\nOmega"\t1961')).toEqual([
      { kind: 'person', asked: { names: ['Fiktiv\nOmega'], birthDate: '1961' } },
    ]);
    const forgotten = ['name\tref', '"Open\t1', 'Fiktiv\t2', '"Omega"\t3'].join('\n');
    expect(readLines(forgotten).lines.map(({ line }) => line)).toEqual([2, 3, 4]);
    const far = ['name\tref', '"Open', ...Array.from({ length: 12 }, () => 'Fiktiv\t2'), 'Omega"\t3'].join('\n');
    expect(readLines(far).lines).toHaveLength(14);
  });

  test('lists each line that cannot be read, with what cannot', () => {
    expect(reads('Fiktiv Omega; 31.02.1961\nFiktiv Omega; 04/05/1961\nFiktiv Omega; blue\nFiktiv; 1961; 1962')).toEqual(
      [
        { reason: 'date.impossible', at: 'birthDate' },
        { reason: 'date.ambiguous', at: 'birthDate' },
        { reason: 'cell.unknown', at: 'blue' },
        { reason: 'cell.twice', at: '1962' },
      ],
    );
    expect(reads(`${'x'.repeat(501)}\nFiktiv Omega`)).toEqual([
      { reason: 'field.tooLong', at: 'name' },
      { kind: 'person', asked: { names: ['Fiktiv Omega'] } },
    ]);
  });

  test('is at most five hundred lines long, and the lines beyond are listed', () => {
    const { lines } = readLines(Array.from({ length: MOST_LINES + 2 }, () => 'Fiktiv Omega').join('\n'));
    expect(lines).toHaveLength(MOST_LINES + 2);
    expect(lines.slice(-2).map(({ read }) => read)).toEqual([{ reason: 'list.tooLong' }, { reason: 'list.tooLong' }]);
  });

  test('is asked as its reader says, whatever a line looks like', () => {
    const { lines } = readLines('Omega 7', new Map([[1, 'vessel']]));
    expect(lines[0]?.read).toEqual({ kind: 'vessel', asked: { names: ['Omega 7'] } });
    expect(readLines('Fiktiv Omega; BG', new Map([[1, 'organization']])).lines[0]?.read).toEqual({
      kind: 'organization',
      asked: { names: ['Fiktiv Omega'], jurisdiction: 'BG' },
    });
  });

  test('loses no line, whatever is pasted', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('"', '""', ';', '\t', 'name', '{', 'Fiktiv Omega', '1961', 'DE'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell).map((cells) => cells.join(';').replaceAll(/[\r\n]/g, ''))), (rows) => {
        const { lines, strange } = readLines(rows.join('\n'));
        if (strange !== undefined) return;
        const told = new Set(lines.flatMap(({ line, text }) => text.split('\n').map((_, at) => line + at)));
        const head = rows.findIndex((row) => row.trim() !== '');
        rows.forEach((row, at) => {
          if (row.trim() !== '' && at !== head) expect(told).toContain(at + 1);
        });
      }),
    );
  });
});

describe('a table with names of columns', () => {
  test('is read as portcullis screen reads it', () => {
    expect([...columns].sort()).toEqual([...screenedFields].sort());
    const rows = [
      { name: 'Fiktiv Omega', birthDate: '1979-04', nationality: 'bgr', gender: 'Male', ref: 'a1' },
      { name: 'Fiktiv Omega', document: 'X123', documentType: 'passport', documentCountry: 'BG' },
      { kind: 'organization', name: 'Exempla GmbH', jurisdiction: 'DE', registrationNumber: 'HRB 1' },
      { kind: 'vessel', name: 'Specimen Star', imo: '9321483', flag: 'Panama' },
    ];
    for (const row of rows) {
      const text = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}`;
      const tabs = text.replaceAll(',', '\t');
      for (const each of [text, tabs, JSON.stringify(row)]) {
        const [line] = readLines(each).lines;
        expect(line?.read).toEqual(toQuestion(row));
        expect(line?.ref).toBe('ref' in row ? row.ref : undefined);
      }
    }
  });

  test('has the same mistakes', () => {
    const wrong = [
      { name: 'Fiktiv', birthDate: '1961-02-30' },
      { name: 'Fiktiv', nationality: 'Nowhere' },
      { name: 'Fiktiv', document: 'X1' },
      { name: 'Fiktiv', gender: 'unknown' },
      { kind: 'vessel', name: 'Star', birthDate: '1961' },
      { kind: 'planet', name: 'Star' },
      { kind: 'person', name: '', ref: 'x' },
    ];
    for (const row of wrong) {
      const [line] = readLines(`${Object.keys(row).join('\t')}\n${Object.values(row).join('\t')}`).lines;
      const { reason } = toQuestion(row) as { readonly reason: string };
      expect(line?.read).toMatchObject({ reason });
    }
  });

  test('with a column that nobody knows asks nothing, and names the column', () => {
    expect(readLines('name;colour\nFiktiv;blue')).toEqual({ lines: [], strange: 'colour' });
  });

  test('says which cell stands under no column', () => {
    expect(reads('name;birthDate\nFiktiv;1961;DE')).toEqual([{ reason: 'cell.surplus', at: 'DE' }]);
  });

  test('keeps all names of a line of JSON, and lists the one that is none', () => {
    expect(reads('{"names":["Fiktiv","Omega"]}\n{"name":{}}\n{broken')).toEqual([
      { kind: 'person', asked: { names: ['Fiktiv', 'Omega'] } },
      { reason: 'field.misshapen', at: 'name' },
      { reason: 'line.malformed' },
    ]);
    expect(isMistake(reads('{broken')[0] ?? { reason: '' })).toBe(true);
  });
});

describe('what a text looks like', () => {
  test.each([
    ['26NLDEMO26001117R8', 'number'],
    ['IMO 9321483', 'number'],
    ['BEC-2026-00814', 'number'],
    ['PH-BXA', 'number'],
    ['51.95, 4.1', 'number'],
    ['Exemplar Tango Shipping NV', 'organization'],
    ['ООО Пример', 'organization'],
    ['Specimen Forwarders GmbH', 'organization'],
    ['M/V Ocean Star', 'vessel'],
    ['MS Muster', 'person'],
    ['Fiktiv As', 'person'],
    ['Фиктив Небываленко', 'person'],
    ['Partners VII 3', 'person'],
  ])('%s: %s', (text, kind) => expect(likelyKind(text)).toBe(kind));
});
