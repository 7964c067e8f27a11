import { tmpdir } from 'node:os';
import { badUserInput } from '../../schema/errors.js';
import type { InputFile } from './inputFile.js';
import { defaultLimits, type InputLimits } from './limits.js';
import { type UnpackOptions, unpackFile } from './packed/unpackFile.js';
import { spoolStandardInput } from './standardInput.js';
import { openStoredFile, toPathAccess } from './storedFile.js';
import { toKnownEncoding } from './text/encoding.js';

/** How files are opened. */
export interface OpenOptions {
  /** Called with the number of bytes read or passed over, packed as they are on disk: they add up to the files' `size`. */
  readonly onBytes?: UnpackOptions['onBytes'];
  /** Other limits than `defaultLimits`. */
  readonly limits?: Partial<InputLimits>;
  /** Encoding of all text files, by any name that the Encoding Standard knows, e.g. `latin1`. */
  readonly encoding?: string | undefined;
  /** False: a path that is a symbolic link is refused. */
  readonly followLinks?: boolean;
  /** Where standard input is kept while it is read; the system's temporary folder by default. */
  readonly spoolFolder?: string;
  /** What `-` reads; the process's standard input by default. */
  readonly standardInput?: AsyncIterable<Uint8Array>;
}

const closers = new WeakMap<InputFile, () => Promise<void>>();

/**
 * Opens the files of a delivery: plain, gzip or zip, by their first bytes; `-` is standard input. Each is read once for its
 * SHA-256. Each file in an archive becomes a file of its own.
 *
 * @throws BAD_USER_INPUT for what cannot be read, or may not: see `limits.ts` and `packed/zipEntries.ts`
 */
export async function openFiles(paths: readonly string[], options: OpenOptions = {}): Promise<InputFile[]> {
  const encoding = options.encoding === undefined ? undefined : toKnownEncoding(options.encoding);
  const settings = { onBytes: () => {}, ...options, encoding, limits: { ...defaultLimits, ...options.limits } };
  const files: InputFile[] = [];
  try {
    for (const path of paths) files.push(...(await openPath(path, settings)));
    if (paths.filter((path) => path === '-').length > 1)
      throw badUserInput('Standard input is named twice.', 'Name "-" once.');
  } catch (error) {
    await closeFiles(files);
    throw error;
  }
  return files;
}

/** Releases what open files hold: the copy of standard input. May be called twice. */
export async function closeFiles(files: readonly InputFile[]): Promise<void> {
  for (const file of files) await closers.get(file)?.();
}

type Settings = UnpackOptions & Pick<OpenOptions, 'spoolFolder' | 'standardInput' | 'followLinks'>;

async function openPath(path: string, settings: Settings): Promise<InputFile[]> {
  if (path !== '-')
    return unpackFile(await openStoredFile(toPathAccess(path, settings.followLinks !== false)), settings);
  const spooled = await spoolStandardInput(settings.standardInput ?? process.stdin, {
    folder: settings.spoolFolder ?? tmpdir(),
    limitBytes: settings.limits.fileBytes,
  });
  try {
    const files = await unpackFile(await openStoredFile(spooled), settings);
    for (const file of files) closers.set(file, spooled.close);
    return files;
  } catch (error) {
    await spooled.close();
    throw error;
  }
}
