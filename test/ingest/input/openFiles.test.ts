import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputDamage } from '../../../ingest/input/damage.js';
import type { InputFile } from '../../../ingest/input/inputFile.js';
import { closeFiles, type OpenOptions, openFiles } from '../../../ingest/input/openFiles.js';
import { gunzip } from '../../../ingest/input/packed/gunzip.js';
import { inflate } from '../../../ingest/input/packed/inflate.js';
import { readLines } from '../../../ingest/input/text/lines.js';
import { collect, memoryFile } from '../support/memoryFile.js';
import { makeFolder, writeFile } from '../support/samples.js';
import { type WrittenEntry, writeZip } from '../support/zipWriter.js';

const list = 'id,name\n1,EXEMPLAROV\n2,SPECIMEN\n';

async function contents(files: readonly InputFile[]): Promise<[string, string][]> {
  const read = [];
  for (const file of files)
    read.push([file.name, Buffer.concat(await collect(file.bytes())).toString()] as [string, string]);
  return read;
}

async function open(name: string, bytes: string | Buffer, options: OpenOptions = {}) {
  return await contents(await openFiles([writeFile(name, bytes)], options));
}

describe('what is packed', () => {
  it.each([
    ['gzip', gunzip, gzipSync],
    ['deflate', inflate, deflateRawSync],
  ] as const)('lets go of its file when nobody reads on, and when it has ended: %s', async (_, unpack, pack) => {
    let isOpen = true;
    const chunks = async function* (): AsyncGenerator<Buffer> {
      isOpen = true;
      try {
        for (let at = 0; at < packed.length; at += 10) yield packed.subarray(at, at + 10);
        yield Buffer.alloc(10);
        yield Buffer.alloc(10);
      } finally {
        isOpen = false;
      }
    };
    const packed = pack(list);
    for await (const _bytes of unpack(chunks(), 'x')) break;
    expect(isOpen).toBe(false);
    await collect(unpack(chunks(), 'x'));
    expect(isOpen).toBe(false);
  });
});

describe('openFiles', () => {
  it('reads plain, gzip and zip files by their first bytes, whatever their names', async () => {
    expect(await open('a.zip', list)).toEqual([['a.zip', list]]);
    expect(await open('a.csv', gzipSync(list))).toEqual([['a.csv', list]]);
    expect(await open('a.csv', Buffer.concat([gzipSync('id,name\n'), gzipSync('1,x\n')]))).toEqual([
      ['a.csv', 'id,name\n1,x\n'],
    ]);
    const zip = writeZip([
      { name: 'in/' },
      { name: 'in/a.csv', data: list },
      { name: 'b.csv', data: 'b', stored: true },
    ]);
    expect(await open('a.dat', zip)).toEqual([
      ['a.dat!in/a.csv', list],
      ['a.dat!b.csv', 'b'],
    ]);
    expect(await open('empty.csv', '')).toEqual([['empty.csv', '']]);
  });

  it('states the hash of what was delivered, and tells of packed bytes as they are read', async () => {
    let told = 0;
    const packed = gzipSync(list.repeat(9999));
    const files = await openFiles([writeFile('a.gz', packed)], { onBytes: (bytes) => (told += bytes) });
    await contents(files);
    expect(told).toBe(packed.length);
    expect(files[0]?.size).toBe(packed.length);
    const [plain] = await openFiles([writeFile('a', 'abc')]);
    expect(plain?.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('leaves out what macOS adds to an archive', async () => {
    const zip = writeZip([
      { name: 'a.csv', data: 'a' },
      { name: '__MACOSX/._a.csv', data: 'x' },
      { name: '.DS_Store', data: 'x' },
    ]);
    expect(await open('a.zip', zip)).toEqual([['a.zip!a.csv', 'a']]);
  });

  const hostile: readonly (readonly [string, readonly WrittenEntry[]])[] = [
    ['a path upwards', [{ name: '../a.csv' }]],
    ['a path upwards within', [{ name: 'x/../../a.csv' }]],
    ['an absolute path', [{ name: '/etc/a.csv' }]],
    ['a drive', [{ name: 'C:a.csv' }]],
    ['a backslash', [{ name: '..\\a.csv' }]],
    ['a zero in the name', [{ name: 'a.csv\0.txt' }]],
    ['an escape in the name', [{ name: 'a\u001b[2J.csv' }]],
    ['no name', [{ name: '' }]],
    ['a symbolic link', [{ name: 'a.csv', data: '/etc/passwd', mode: 0o120777 }]],
    ['a device', [{ name: 'a.csv', mode: 0o020666 }]],
    ['a folder with content', [{ name: 'a/', data: 'x' }]],
    ['encryption', [{ name: 'a.csv', data: 'x', flags: 1 }]],
    ['strong encryption', [{ name: 'a.csv', data: 'x', flags: 0x41 }]],
    ['an unknown method', [{ name: 'a.csv', data: 'x', method: 14 }]],
    ['an inner archive by name', [{ name: 'a.zip', data: 'x' }]],
    ['an inner archive by content', [{ name: 'a.csv', data: writeZip([{ name: 'b', data: 'b' }]) }]],
    ['inner gzip by content', [{ name: 'a.csv', data: gzipSync('x'), stored: true }]],
    [
      'two of one name',
      [
        { name: 'a.csv', data: 'x' },
        { name: 'a.csv', data: 'y' },
      ],
    ],
    [
      'entries that share bytes',
      [
        { name: 'a.csv', data: 'x' },
        { name: 'b.csv', data: 'x', sameAs: 0 },
      ],
    ],
    ['an office document', [{ name: '[Content_Types].xml', data: 'x' }]],
    ['no file', [{ name: 'a/' }]],
  ];
  it.each(hostile)('refuses an archive with %s', async (_title, entries) => {
    await expect(openFiles([writeFile('evil.zip', writeZip(entries))])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('"evil.zip'),
      extensions: { hint: expect.stringMatching(/\.$/) },
    });
  });

  it('refuses more entries, or larger ones, than allowed', async () => {
    const many = writeZip(Array.from({ length: 9 }, (_, index) => ({ name: `${index}.csv`, data: 'abc' })));
    await expect(open('many.zip', many, { limits: { archiveEntries: 8 } })).rejects.toThrow('more than 8 entries');
    await expect(open('many.zip', many, { limits: { fileBytes: 26 } })).rejects.toThrow('more than 26 bytes');
    expect(await open('many.zip', many, { limits: { archiveEntries: 9, fileBytes: 27 } })).toHaveLength(9);
    await expect(open('a.csv', 'abcd', { limits: { fileBytes: 3 } })).rejects.toThrow('longer than 3 bytes');
  });

  it('stops at bombs before they are unpacked whole', async () => {
    const zeros = Buffer.alloc(64 * 2 ** 20);
    const zip = writeZip([{ name: 'bomb.csv', data: zeros }]);
    await expect(open('bomb.zip', zip)).rejects.toThrow('more than 250 times its size');
    const [file] = await openFiles([writeFile('bomb.gz', gzipSync(zeros))]);
    let bytes = 0;
    const read = async () => {
      for await (const chunk of (file as InputFile).bytes()) bytes += chunk.length;
    };
    await expect(read()).rejects.toThrow('more than 250 times its size');
    expect(bytes).toBeLessThan(34 * 2 ** 20);
    await expect(open('bomb.gz', gzipSync(Buffer.alloc(9999)), { limits: { fileBytes: 5000 } })).rejects.toThrow(
      'more than 5000',
    );
    // An entry that states a small size is read up to it.
    const lying = writeZip([{ name: 'lie.csv', data: zeros, statedSize: 100 }]);
    const [liar] = await openFiles([writeFile('lie.zip', lying)]);
    await expect(collect((liar as InputFile).bytes())).rejects.toThrow('longer than its archive states');
  });

  it('gives all that a cut or damaged file holds, then says which it is', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => `${index},EXEMPLAROV ${(index * 7919) % 10007}\n`).join('');
    const packed = gzipSync(text);
    const cut = await openFiles([writeFile('cut.gz', packed.subarray(0, packed.length - 4000))]);
    const lines = await collect(readLines(cut[0] as InputFile));
    const last = lines.at(-1);
    expect(last).toMatchObject({ text: null, reason: 'file.truncated' });
    expect(lines.length).toBeGreaterThan(3000);
    const whole =
      lines
        .slice(0, -1)
        .map((line) => `${line.text}\n`)
        .join('') + Buffer.from(last?.raw as Uint8Array).toString();
    expect(text.startsWith(whole)).toBe(true);
    expect(await collect(readLines(cut[0] as InputFile))).toEqual(lines);

    const zip = writeZip([{ name: 'a.csv', data: 'a\nb\n', statedCrc: 1 }]);
    const [file] = await openFiles([writeFile('crc.zip', zip)]);
    expect((await collect(readLines(file as InputFile))).map(({ text, reason }) => text ?? reason)).toEqual([
      'a',
      'b',
      'file.damaged',
    ]);
    await expect(openFiles([writeFile('cut.zip', zip.subarray(0, 30))])).rejects.toThrow('its directory is missing');
  });

  it('unpacks the same from chunks of any size, at the border of members too', async () => {
    const packed = Buffer.concat([gzipSync('one\n'), gzipSync('two\n'.repeat(999)), gzipSync('')]);
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(sizes, async (chunks) => {
        const out = await collect(gunzip(memoryFile(packed, { chunks }).bytes(), 'x'));
        expect(Buffer.concat(out).toString()).toBe(`one\n${'two\n'.repeat(999)}`);
      }),
      { numRuns: 30 },
    );
  });

  it('gives all of a gzip file that something follows, and says so: the last records went with what is none', async () => {
    const text = Array.from({ length: 500 }, (_, index) => `${index},EXEMPLAROV\n`).join('');
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 });
    const named = gzipSync(text);
    // A header with everything: extra field, name, comment and checksum.
    const header = Buffer.from([31, 139, 8, 30, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 97, 0, 98, 0, 0, 0]);
    const packed = Buffer.concat([named, header, named.subarray(10)]);
    const unpack = async (bytes: Buffer, chunks: number[]) => {
      const out: Buffer[] = [];
      let reason = 'good';
      try {
        for await (const chunk of gunzip(memoryFile(bytes, { chunks }).bytes(), 'x')) out.push(chunk);
      } catch (error) {
        reason = String((error as { readonly reason?: string }).reason);
      }
      return [Buffer.concat(out).toString() === text + text, reason];
    };
    await fc.assert(
      fc.asyncProperty(sizes, async (chunks) => {
        expect(await unpack(packed, chunks)).toEqual([true, 'good']);
        expect(await unpack(Buffer.concat([packed, Buffer.from('trailing')]), chunks)).toEqual([true, 'file.damaged']);
        expect(await unpack(Buffer.concat([packed, named.subarray(0, 9)]), chunks)).toEqual([true, 'file.truncated']);
        expect(await unpack(Buffer.concat([packed, Buffer.alloc(512)]), chunks)).toEqual([true, 'good']);
        expect(await unpack(packed.subarray(0, -3), chunks)).toEqual([true, 'file.truncated']);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps standard input where only this process can read it, and nothing of it in the end', async () => {
    const spoolFolder = makeFolder();
    const standardInput = memoryFile(gzipSync(list), { chunks: [3] }).bytes();
    const files = await openFiles(['-'], { standardInput, spoolFolder });
    expect(readdirSync(spoolFolder)).toEqual([]);
    expect(await contents(files)).toEqual([['standard-input', list]]);
    expect(await contents(files)).toEqual([['standard-input', list]]);
    await closeFiles(files);
    await closeFiles(files);
    await expect(contents(files)).rejects.toThrow();
    const zip = memoryFile(
      writeZip([
        { name: 'a', data: 'a' },
        { name: 'b', data: 'b' },
      ]),
    );
    const two = await openFiles(['-'], { standardInput: zip.bytes(), spoolFolder });
    expect(await contents(two)).toEqual([
      ['standard-input!a', 'a'],
      ['standard-input!b', 'b'],
    ]);
    await closeFiles(two);
    const long = openFiles(['-'], { standardInput: memoryFile(list).bytes(), spoolFolder, limits: { fileBytes: 9 } });
    await expect(long).rejects.toThrow('longer than 9 bytes');
    expect(readdirSync(spoolFolder)).toEqual([]);
  });

  it('notices a file that changes, grows or goes after it was hashed', async () => {
    const path = writeFile('a.csv', list);
    const files = await openFiles([path]);
    appendFileSync(path, '3,x\n');
    await expect(contents(files)).rejects.toThrow('was changed after its reading began');
    const again = await openFiles([path]);
    writeFileSync(path, '9'.repeat(list.length + 4));
    await expect(again[0]?.head()).rejects.toThrow('was changed');
    rmSync(path);
    await expect(contents(again)).rejects.toThrow('is not there');
  });

  it('refuses folders, pipes, documents and what is packed otherwise, with a hint', async () => {
    const folder = makeFolder();
    await expect(openFiles([folder])).rejects.toThrow('no regular file');
    execFileSync('/usr/bin/env', ['mkfifo', join(folder, 'pipe')]);
    await expect(openFiles([join(folder, 'pipe')])).rejects.toThrow('no regular file');
    await expect(openFiles([join(folder, 'none.csv')])).rejects.toThrow('is not there');
    symlinkSync(writeFile('a.csv', list), join(folder, 'link.csv'));
    expect(await contents(await openFiles([join(folder, 'link.csv')]))).toEqual([['link.csv', list]]);
    for (const start of ['fd377a585a00', '28b52ffd00', '377abcaf271c', '25504446', '425a6839']) {
      const bytes = Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(20)]);
      await expect(open('a.csv', bytes)).rejects.toThrow('in a way that is not read');
      await expect(open('a.csv', gzipSync(bytes))).rejects.toThrow('in a way that is not read');
    }
    const tar = Buffer.alloc(512);
    tar.write('ustar', 257);
    await expect(open('a.tgz', gzipSync(tar))).rejects.toThrow('an archive within an archive');
    await expect(open('a.gz.gz', gzipSync(gzipSync(list)))).rejects.toThrow('an archive within an archive');
  });

  it('refuses an encoding that nobody knows, and lists those that are', async () => {
    await expect(openFiles([], { encoding: 'ebcdic' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      extensions: { hint: expect.stringContaining('windows-1251') },
    });
    const [file] = await openFiles([writeFile('a', '')], { encoding: 'Latin1' });
    expect(file?.encoding).toBe('windows-1252');
  });

  it('throws damage of its own kind, which readers turn into a last defect', async () => {
    const packed = gzipSync(list.repeat(100));
    packed.fill(0xff, packed.length - 12, packed.length - 8);
    const [file] = await openFiles([writeFile('a.gz', packed)]);
    await expect(collect((file as InputFile).bytes())).rejects.toBeInstanceOf(InputDamage);
  });
});
