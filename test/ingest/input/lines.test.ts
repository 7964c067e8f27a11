import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toHead } from '../../../ingest/input/fileHead.js';
import type { InputFile } from '../../../ingest/input/inputFile.js';
import { readLines } from '../../../ingest/input/text/lines.js';
import { collect, memoryFile } from '../support/memoryFile.js';

const utf16 = (text: string, { isSwapped = false } = {}): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return isSwapped ? bytes.swap16() : bytes;
};

async function read(content: string | Buffer, encoding?: string) {
  const file = memoryFile(content, encoding === undefined ? {} : { encoding });
  return (await collect(readLines(file))).map(({ text, reason }) => text ?? `! ${reason}`);
}

describe('readLines', () => {
  it('ends lines by LF, CR LF and, where the file has no LF, CR', async () => {
    expect(await read('a\nb\r\n\nc')).toEqual(['a', 'b', '', 'c']);
    expect(await read('a\rb\r\rc\r')).toEqual(['a', 'b', '', 'c']);
    expect(await read('a\rb\nc')).toEqual(['a\rb', 'c']);
    expect(await read('a\r')).toEqual(['a']);
    expect(await read('')).toEqual([]);
  });

  it('counts lines and bytes', async () => {
    const lines = await collect(readLines(memoryFile('\uFEFFé\r\nb')));
    expect(lines.map(({ number, offset }) => [number, offset])).toEqual([
      [1, 7],
      [2, 8],
    ]);
  });

  it('follows a byte order mark before anything else', async () => {
    expect(await read('\uFEFFПример\nb', 'windows-1252')).toEqual(['Пример', 'b']);
    expect(await read(utf16('\uFEFFПример\r\nb'), 'utf-8')).toEqual(['Пример', 'b']);
    expect(await read(utf16('\uFEFFПример\nb\n', { isSwapped: true }))).toEqual(['Пример', 'b']);
  });

  it('follows the operator where there is no mark', async () => {
    expect(await read(Buffer.from('cff0e8ece5f00a62', 'hex'), 'windows-1251')).toEqual(['Пример', 'b']);
    expect(await read(Buffer.from('80', 'hex'), 'iso-8859-1')).toEqual(['€']);
    expect(await read(Buffer.from('c9', 'hex'), 'iso-8859-2')).toEqual(['É']);
    expect(await read(Buffer.from('93fa967b0a41', 'hex'), 'shift_jis')).toEqual(['日本', 'A']);
    expect(await read(Buffer.from('1b2442467c4b5c1b2842', 'hex'), 'iso-2022-jp')).toEqual(['日本']);
  });

  it('finds UTF-16 without a mark by its zeros, and its line ends in their places', async () => {
    const text = 'id,name\n1,Ċĉ\u0a0a\u0a00\n2,b';
    expect(await read(utf16(text))).toEqual(text.split('\n'));
    expect(await read(utf16(text, { isSwapped: true }))).toEqual(text.split('\n'));
    expect(await read(utf16('a,b\rc,d\r'))).toEqual(['a,b', 'c,d']);
  });

  it('reads no line as another encoding than that of the file: in the wrong code page a name is another name', async () => {
    const mixed = Buffer.concat([Buffer.from('Пример €\n'), Buffer.from('Exempl\xe9 \x80\x93\n', 'latin1')]);
    expect(await read(mixed)).toEqual(['Пример €', '! encoding.broken']);
    const late = Buffer.concat([Buffer.alloc(70_000, 'a\n'), Buffer.from('Exempl\xe9\n', 'latin1')]);
    expect((await read(late)).at(-1)).toBe('! encoding.broken');
  });

  it('refuses a file in another encoding, with file, place and hint, unless the encoding is stated', async () => {
    const latin = Buffer.from('id,pr\xe9nom\n1,Exempl\xe9\n2,Sp\xebcimen\n3,M\xfcster\n', 'latin1');
    await expect(read(latin)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'memory.txt is not UTF-8: byte 0xe9 at offset 5, line 1.',
      extensions: { hint: 'State its encoding, e.g. --encoding windows-1252; a mapping has input.encoding.' },
    });
    const cyrillic = Buffer.from('cff0e8ece5f00a62', 'hex');
    await expect(read(cyrillic)).rejects.toMatchObject({
      extensions: { hint: expect.stringContaining('windows-1251') },
    });
    expect((await read(latin, 'windows-1252')).at(-1)).toBe('3,Müster');
  });

  it('never lets broken bytes pass: the line is a defect, with its bytes', async () => {
    const broken = Buffer.concat([Buffer.from('a\nПри'), Buffer.of(0xff), Buffer.from('мер\nb\n')]);
    expect(await read(broken)).toEqual(['a', '! encoding.broken', 'b']);
    const [, line] = await collect(readLines(memoryFile(broken)));
    expect(line?.raw).toEqual(broken.subarray(2, 15));
    // Stated: a line of Latin-1 is broken, too.
    const latin = Buffer.from('ok\nExempl\xe9\nok', 'latin1');
    expect(await read(latin, 'utf-8')).toEqual(['ok', '! encoding.broken', 'ok']);
    expect(await read(Buffer.concat([Buffer.from('\uFEFF'), latin]))).toEqual(['ok', '! encoding.broken', 'ok']);
    expect(await read(Buffer.of(0x81, 0x0a, 0x41), 'shift_jis')).toEqual(['! encoding.broken', 'A']);
    expect(await read(Buffer.concat([utf16('\uFEFFa\n'), Buffer.of(0, 0xd8), utf16('\nb')]))).toEqual([
      'a',
      '! encoding.broken',
      'b',
    ]);
  });

  it('refuses UTF-32, and names no encoding that it does not read', async () => {
    await expect(read(Buffer.from('fffe000061000000', 'hex'))).rejects.toThrow('UTF-32');
  });

  it('reports a line that is too long, at any place, and reads on', async () => {
    const long = 'x'.repeat(101);
    for (const chunks of [[7], [1000]]) {
      const file = memoryFile(`a\n${long}\nb\n${long}`, { chunks });
      const lines = await collect(readLines(file, { maximumLineBytes: 100 }));
      expect(lines.map(({ text, reason }) => text ?? reason)).toEqual(['a', 'line.tooLong', 'b', 'line.tooLong']);
      const fits = await collect(readLines(memoryFile(`${long}\n${long}`, { chunks }), { maximumLineBytes: 101 }));
      expect(fits.map(({ text }) => text)).toEqual([long, long]);
    }
  });

  it('gives the same lines from chunks of any size', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '日', '😀', '\0'), maxLength: 60 });
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    const encodings = fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le');
    await fc.assert(
      fc.asyncProperty(text, sizes, encodings, async (content, chunks, encoding) => {
        const bytes = Buffer.from(`id,name\n${content}`, encoding);
        const linesOf = (file: InputFile) => collect(readLines(file)).catch((error: Error) => error.message);
        expect(await linesOf(memoryFile(bytes, { chunks }))).toEqual(await linesOf(memoryFile(bytes)));
      }),
    );
  });
});

describe('toHead', () => {
  it('shows formats the text of a file in its encoding', async () => {
    const head = async (bytes: Buffer, encoding?: string) =>
      (await toHead(memoryFile(bytes, encoding === undefined ? {} : { encoding }))).text;
    expect(await head(utf16('\uFEFFПример'))).toBe('Пример');
    expect(await head(utf16('id,name'))).toBe('id,name');
    expect(await head(Buffer.from('Exempl\xe9', 'latin1'))).toBe('Exemplé');
    expect(await head(Buffer.from('cff0e8ece5f0', 'hex'), 'windows-1251')).toBe('Пример');
    expect(await head(Buffer.from('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xc6</a>', 'latin1'))).toContain('Ć');
  });
});
