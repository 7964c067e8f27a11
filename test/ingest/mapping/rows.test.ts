import { describe, expect, it } from '@jest/globals';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { readRows } from '../../../ingest/mapping/rows.js';
import { mappingOf, people } from '../formats/mapped/tables.js';
import { writeFile } from '../support/samples.js';

const input = mappingOf(people).input;

async function rowsOf(text: string): Promise<unknown[]> {
  const [file] = await openFiles([writeFile('rows.csv', text)]);
  if (!file) throw new Error('no file');
  const found: unknown[] = [];
  for await (const item of readRows(file, { ...input, delimiter: ';', skipLines: 0 })) {
    if (item.kind === 'row') found.push(item.row);
    if (item.kind === 'defect') found.push(item.reason);
  }
  return found;
}

describe('rows of a table', () => {
  it('are of the width of its header from the first one on: the width was set when thousands had been read', async () => {
    const lines = ['title;of;the;table', 'a;b;c', '1;2', '3;4;5', '6;7;8;9'];
    const [file] = await openFiles([writeFile('rows.csv', lines.join('\n'))]);
    const read: unknown[] = [];
    for await (const item of readRows(file as never, { ...input, skipLines: 1 } as never)) {
      if (item.kind !== 'columns') read.push([item.line, item.kind === 'row' ? item.raw : item.reason]);
    }
    expect(read).toEqual([
      [3, 'fields.wrongNumber'],
      [4, '3;4;5'],
      [5, 'fields.wrongNumber'],
    ]);
  });

  it('may end with a separator which the header lacks: all of them went to quarantine', async () => {
    expect(await rowsOf('id;name\n1;EXEMPLAR;\n2;SPECIMEN;\n3;MUSTER\n')).toHaveLength(3);
  });

  it('may lack the separator with which the header ends', async () => {
    expect(await rowsOf('id;name;\n1;EXEMPLAR;\n2;SPECIMEN\n')).toEqual([
      ['1', 'EXEMPLAR', ''],
      ['2', 'SPECIMEN'],
    ]);
  });

  it('have no value too many, and no named column too few', async () => {
    expect(await rowsOf('id;name;born\n1;EXEMPLAR;1970;x\n2;SPECIMEN\n3;A;1971;;\n')).toEqual([
      'fields.wrongNumber',
      'fields.wrongNumber',
      'fields.wrongNumber',
    ]);
  });
});
