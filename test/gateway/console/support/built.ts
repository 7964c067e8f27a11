import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** The page as a build makes it, with one place for the facts. */
export const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="portcullis-console" content=""></head></html>';

/** A script long enough to be packed. */
export const script = `export const words = ${JSON.stringify('calm dense tabular '.repeat(200))};\n`;

/**
 * Writes a build of the console.
 *
 * @param files beside a page, a packed script, a style and a font
 * @param folder into which; by default one of its own
 */
export function writeBuilt(
  files: Readonly<Record<string, string | Buffer>> = {},
  folder = mkdtempSync(join(tmpdir(), 'portcullis-console-')),
): string {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  const all = {
    'index.html': page,
    'assets/index-Ab3_dEf-.js': script,
    'assets/index-Ab3_dEf-.js.br': brotliCompressSync(script),
    'assets/index-00000000.css': 'body { margin: 0 }\n',
    'assets/plain.woff2': Buffer.from([0x77, 0x4f, 0x46, 0x32]),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Sends bytes as they are. @returns all that came until the server closed, without the lines that differ each time */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(text.replaceAll(/^date: .*\r\n/gim, '')));
  });
}
