import { describe, expect, it } from '@jest/globals';
import { openFiles } from '../../../ingest/input/openFiles.js';
import type { MappingInput } from '../../../ingest/mapping/mapping.js';
import { readRows } from '../../../ingest/mapping/rows.js';
import { writeFile } from '../support.js';

const input: MappingInput = {
  type: 'csv',
  delimiter: ';',
  header: true,
  skipLines: 0,
  nullValues: [],
  decimal: '.',
  where: [],
  encoding: undefined,
};

async function rowsOf(text: string): Promise<(readonly unknown[] | string)[]> {
  const [file] = await openFiles([writeFile('rows.csv', text)]);
  if (!file) throw new Error('no file');
  const found: (readonly unknown[] | string)[] = [];
  for await (const item of readRows(file, input)) {
    if (item.kind === 'row') found.push(item.row as readonly unknown[]);
    if (item.kind === 'defect') found.push(item.reason);
  }
  return found;
}

describe('readRows', () => {
  it('takes rows that end with a separator which the header lacks: all of them went to quarantine', async () => {
    expect(await rowsOf('id;name\n1;EXEMPLAR;\n2;SPECIMEN;\n3;MUSTER\n')).toHaveLength(3);
  });

  it('takes rows that lack the separator with which the header ends', async () => {
    expect(await rowsOf('id;name;\n1;EXEMPLAR;\n2;SPECIMEN\n')).toEqual([
      ['1', 'EXEMPLAR', ''],
      ['2', 'SPECIMEN'],
    ]);
  });

  it('takes no row with a value too many, or with a named column too few', async () => {
    expect(await rowsOf('id;name;born\n1;EXEMPLAR;1970;x\n2;SPECIMEN\n3;A;1971;;\n')).toEqual([
      'fields.wrongNumber',
      'fields.wrongNumber',
      'fields.wrongNumber',
    ]);
  });
});
