import { describe, expect, it } from '@jest/globals';
import { InputDamage } from '../../../ingest/input/damage.js';
import { readJsonLines } from '../../../ingest/input/text/jsonLines.js';
import { collect, memoryFile } from '../support/memoryFile.js';

async function read(content: string | Buffer, fail?: Error) {
  const lines = await collect(readJsonLines(memoryFile(content, fail ? { fail } : {})));
  return lines.map((line) => (line.kind === 'value' ? line.value : `${line.line} ${line.reason}`));
}

describe('readJsonLines', () => {
  it('reads a value a line, past a byte order mark, blank lines and CR LF', async () => {
    expect(await read('\uFEFF{"a":1}\r\n\r\n[2]\n')).toEqual([{ a: 1 }, [2]]);
  });

  it('reports lines that are no JSON, or nest too deep, and reads on', async () => {
    const nest = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(await read(`{"a":\n${nest(65)}\n${nest(200_000)}\n{"a":"\0"}\n1`)).toEqual([
      '1 json.notWellFormed',
      '2 json.tooDeep',
      '3 json.tooDeep',
      '4 json.notWellFormed',
      1,
    ]);
    expect(await read(nest(64))).toHaveLength(1);
  });

  it('reads a line of several megabytes, and reports one beyond 16', async () => {
    expect(await read(`"${'x'.repeat(5 << 20)}"\n2`)).toEqual([expect.any(String), 2]);
    expect(await read(`"${'x'.repeat(17 << 20)}"\n2`)).toEqual(['1 line.tooLong', 2]);
  });

  it('ends a file that is cut off with a defect that has what there is of the line', async () => {
    const fail = new InputDamage('file.truncated', 'cut');
    expect(await read('{"a":1}\n{"b', fail)).toEqual([{ a: 1 }, '2 file.truncated']);
    expect(await read('{"a":1}\n', fail)).toEqual([{ a: 1 }, '2 file.truncated']);
    await expect(read('{"a":1}\n', new Error('other'))).rejects.toThrow('other');
  });
});
