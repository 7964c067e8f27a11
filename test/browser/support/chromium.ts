import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { packageFile } from '../../../schema/files.js';

/** A browser that can be started. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const packages = packageFile('test', 'browser', 'node_modules');
const packed = join(packages, '@sparticuz', 'chromium', 'bin');
const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Why the tests in a browser cannot run here, in words; undefined where they can. */
export function whyNoBrowser(): string | undefined {
  if (!existsSync(join(packages, 'playwright-core'))) {
    return 'the browser is not installed; npm ci --ignore-scripts --prefix test/browser installs it';
  }
  if (isPackedForUs() || systemChromium()) return undefined;
  return `no Chromium for ${process.platform} on ${process.arch} is in the package; set CHROME_PATH to an installed one`;
}

/** The browser of `CHROME_PATH`, else the package's, else the system's. */
export async function findChromium(): Promise<Chromium> {
  const { CHROME_PATH: chosen } = process.env;
  if (!chosen && isPackedForUs()) return await unpackedChromium();
  const executablePath = chosen ?? systemChromium();
  if (!executablePath) throw new Error(whyNoBrowser());
  return { executablePath, env: environment() };
}

function isPackedForUs(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(packed);
}

function systemChromium(): string | undefined {
  const { CHROME_PATH: chosen, PATH = '' } = process.env;
  if (chosen) return chosen;
  return PATH.split(delimiter)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/**
 * Why not by the package's own code: it unpacks to fixed paths in the temporary folder, where anyone may have put something
 * else to run. This folder belongs to those who installed the packages, and its name goes by the content.
 */
async function unpackedChromium(): Promise<Chromium> {
  const digest = createHash('sha256')
    .update(readFileSync(join(packed, 'chromium.br')))
    .digest('hex');
  const folder = join(packages, `.chromium-${digest.slice(0, 16)}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...environment(), LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Invariant: a folder with that name is whole. Workers that unpack at once each make their own, and one of them stays. */
async function unpack(folder: string): Promise<void> {
  const own = `${folder}.${randomBytes(6).toString('hex')}`;
  mkdirSync(own, { mode: 0o755 });
  try {
    const inflate = createBrotliDecompress({ chunkSize: 1 << 21 });
    const binary = createWriteStream(join(own, 'chromium'), { mode: 0o755 });
    await pipeline(createReadStream(join(packed, 'chromium.br')), inflate, binary);
    for (const name of ['al2023', 'fonts', 'swiftshader']) {
      const input = brotliDecompressSync(readFileSync(join(packed, `${name}.tar.br`)));
      execFileSync('tar', ['-x', '--no-same-owner', '-C', own], { input });
    }
    writeFileSync(join(own, 'fonts.conf'), fontsIn(folder));
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function fontsIn(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = folders.map((path) => `<dir>${path}</dir>`).join('');
  const mono = '<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>';
  return `<?xml version="1.0"?><fontconfig>${lines}${mono}<cachedir>${join(folder, 'cache')}</cachedir></fontconfig>\n`;
}

/** Ours without what Jest told Node. */
function environment(): Record<string, string> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  return inherited as Record<string, string>;
}
