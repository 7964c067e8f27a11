import { describe, expect, it } from '@jest/globals';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { readRows } from '../../../ingest/mapping/rows.js';
import { mappingOf, people } from '../formats/mapped/tables.js';
import { writeFile } from '../support.js';

const input = mappingOf(people).input;

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
});
