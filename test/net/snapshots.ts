import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { root } from '../../schema/files.js';

/** What was recorded, by the name of its file: sections by title, in order. */
export type Recording = ReadonlyMap<string, ReadonlyMap<string, string>>;

const recorded = join(root, 'test', 'net', 'recorded');

/** Recordings above this size are packed: nobody reads them whole, and a difference is printed section by section. */
const mostReadable = 200_000;
const packed = '.txt.br';

/** Writes a recording instead of what was there. */
export function writeRecording(name: string, recording: Recording): void {
  const folder = join(recorded, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, sections] of recording) {
    const text = toText(sections);
    if (text.length <= mostReadable) writeFileSync(join(folder, `${file}.txt`), text);
    else writeFileSync(join(folder, `${file}${packed}`), pack(text));
  }
}

/** What is recorded; empty where nothing is. */
export function readRecording(name: string): Recording {
  const folder = join(recorded, name);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(
    names.map((file) => {
      const bytes = readFileSync(join(folder, file));
      const text = file.endsWith(packed) ? brotliDecompressSync(bytes).toString() : bytes.toString();
      return [file.replace(/\.txt(?:\.br)?$/, ''), toSections(text)];
    }),
  );
}

/** Writes both beside each other into a folder of its own, for a tool that shows differences. */
export function writeBoth(name: string, before: string, now: string): string {
  const at = mkdtempSync(join(tmpdir(), 'portcullis-net-'));
  writeFileSync(join(at, `${name}.recorded.txt`), before);
  writeFileSync(join(at, `${name}.now.txt`), now);
  return at;
}

const heading = '=== ';

export function toText(sections: ReadonlyMap<string, string>): string {
  return [...sections].map(([title, text]) => `${heading}${title}\n${text.trimEnd()}\n`).join('');
}

function toSections(text: string): Map<string, string> {
  const parts = text.split(/^=== /m).slice(1);
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trimEnd()]),
  );
}

function pack(text: string): Buffer {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
}
