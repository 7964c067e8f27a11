import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonLines } from '../../../../../gateway/export/formats/jsonLines/jsonLines.js';
import { verifyExport } from '../../../../../gateway/export/formats/verification/verifyExport.js';
import { arbitraryRows, hostileTexts } from '../../support/arbitraryRows.js';
import { bytesOf, cutsOf, facts, headerOf, receipt, rowOf, writeExport } from '../../support/exports.js';
import { shapeOf, value } from '../../support/shapes.js';

const root = shapeOf('Thing', 'id', { id: value('ID'), name: value() });
const rows = hostileTexts.slice(0, -1).map((name, index) => rowOf({ id: `thing_${index}`, name }));

const parsed = (file: Uint8Array) =>
  Buffer.from(file)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the export as JSON lines', () => {
  it('says first what it is, before each page where the log names its rows, and last that it is whole', () => {
    const row = rowOf(
      { id: 'thing_1', name: 'N…' },
      {
        cells: [{ path: ['parts', 2, 'name'], category: 'persons.identity', effect: 'MASKED', reason: 'CATEGORY' }],
        more: [['parts']],
      },
    );
    const file = writeExport(jsonLines, root, [[row]]);
    const lines = file.toString('utf8').split('\n');
    const { root: _, ...stated } = headerOf(root);
    expect(lines.slice(0, -2).map((line) => JSON.parse(line))).toEqual([
      { header: { format: 'portcullis-export', version: 1, ...stated, type: 'Thing' } },
      { page: { readAt: facts.readAt, rows: 1, receipt: facts.receipt, withheld: [] } },
      {
        row: 1,
        type: 'Thing',
        record: { id: 'thing_1', name: 'N…' },
        withheld: [{ path: 'parts.2.name', category: 'persons.identity', effect: 'MASKED', reason: 'CATEGORY' }],
        more: ['parts'],
      },
    ]);
    const before = `${lines.slice(0, -2).join('\n')}\n`;
    const sha256 = createHash('sha256').update(before).digest('hex');
    expect(JSON.parse(lines.at(-2) as string)).toEqual({ trailer: { rows: 1, sha256, receipt } });
  });

  it('gives back what was written, whatever it is', () => {
    fc.assert(
      fc.property(arbitraryRows, ({ root, rows }) => {
        const lines = parsed(writeExport(jsonLines, root, [rows.slice(0, 2), rows.slice(2)]));
        const written = lines.flatMap((line) => ('row' in line ? [line.record] : []));
        expect(written).toEqual(rows.map(({ record }) => JSON.parse(JSON.stringify(record))));
      }),
    );
  });

  it('holds a text of a megabyte', () => {
    const name = hostileTexts.at(-1);
    expect(parsed(writeExport(jsonLines, root, [[rowOf({ id: 'thing_1', name })]]))[2].record.name).toBe(name);
  });

  it('has no character that is not seen or that turns a line', () => {
    const text = writeExport(jsonLines, root, [rows]).toString('utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202e\ufeff\u{e0041}]/u);
  });

  it('is whole where it is whole, and says how much it holds', async () => {
    const file = writeExport(jsonLines, root, [rows.slice(0, 3), rows.slice(3)]);
    const verified = await verifyExport(bytesOf(file));
    expect(verified).toMatchObject({ format: 'jsonl', isWhole: true, rows: rows.length, faults: [] });
    expect(verified?.header).toMatchObject({ export: 'export_4f1d', agency: 'NL-CUSTOMS' });
    expect(verified?.stated).toEqual({ rows: rows.length, sha256: verified?.sha256, receipt });
  });

  it('is never whole where it was cut', async () => {
    const file = writeExport(jsonLines, root, [rows]);
    for (const cut of cutsOf(file.length)) {
      const verified = await verifyExport(bytesOf(file.subarray(0, cut)));
      expect(verified?.isWhole ?? false).toBe(false);
    }
  });

  it('is never whole where a byte was changed, a line left out, or one file stands behind another', async () => {
    const file = writeExport(jsonLines, root, [rows]);
    const trailer = file.lastIndexOf('{"trailer"');
    for (let at = 5; at < trailer; at += 97) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] as number) ^ 1;
      expect((await verifyExport(bytesOf(changed)))?.isWhole ?? false).toBe(false);
    }
    const lines = file.toString('utf8').split('\n');
    const without = Buffer.from([...lines.slice(0, 3), ...lines.slice(4)].join('\n'));
    expect((await verifyExport(bytesOf(without)))?.isWhole).toBe(false);
    expect((await verifyExport(bytesOf(Buffer.concat([file, file]))))?.isWhole).toBe(false);
  });

  it('is not recognised in a file of another kind', async () => {
    for (const text of ['', '{}', '{"row":1}\n', 'a,b\n'])
      expect(await verifyExport(bytesOf(Buffer.from(text)))).toBeNull();
  });
});
