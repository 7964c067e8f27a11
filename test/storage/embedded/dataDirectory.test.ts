import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { findPackage, prepareBinaries } from '../../../storage/embedded/binaries.js';
import {
  decideDataDirectory,
  prepareDataDirectory,
  systemDataDirectory,
} from '../../../storage/embedded/dataDirectory.js';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { canTraverse, databaseUser } from '../../../storage/embedded/processUser.js';
import { explainFileError } from '../../../storage/storageError.js';

const asRoot = process.geteuid?.() === 0 ? describe : describe.skip;
const user = { uid: 65534, gid: 65534, dropped: true };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-data-'));
  chmodSync(folder, 0o711);
});

describe('decideDataDirectory', () => {
  it('takes the explicit path before the default one', () => {
    expect(decideDataDirectory({ explicit: join(folder, 'a'), defaultPath: join(folder, 'b') })).toBe(
      join(folder, 'a'),
    );
    expect(decideDataDirectory({ defaultPath: join(folder, 'b') })).toBe(join(folder, 'b'));
  });

  it('goes to /var/lib/portcullis where the default path is closed to the user of the database', () => {
    chmodSync(folder, 0o700);
    expect(decideDataDirectory({ defaultPath: join(folder, 'data') }, user)).toBe(systemDataDirectory);
  });

  it('refuses an explicit path that is closed to the user of the database, in one line', () => {
    chmodSync(folder, 0o700);
    const decide = () => decideDataDirectory({ explicit: join(folder, 'x', 'data'), defaultPath: '.' }, user);
    expect(decide).toThrow(
      expect.objectContaining({ code: 'DATA_DIRECTORY_NOT_TRAVERSABLE', message: expect.stringContaining(folder) }),
    );
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  it('is content with a closed path where the database runs as ourselves', () => {
    chmodSync(folder, 0o700);
    const self = { uid: 1000, gid: 1000, dropped: false };
    expect(decideDataDirectory({ explicit: join(folder, 'data'), defaultPath: '.' }, self)).toBe(join(folder, 'data'));
  });
});

asRoot('as root', () => {
  it('opens a directory of our own that was made closed, so that --data "$(mktemp -d)" works', () => {
    const made = mkdtempSync(join(folder, 'made-'));
    expect(decideDataDirectory({ explicit: made, defaultPath: '.' })).toBe(made);
    prepareDataDirectory(made, databaseUser());
    expect(statSync(made).mode & 0o777).toBe(0o711);
  });

  it('refuses a directory that another user has filled, and takes an empty one', () => {
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs);
    chownSync(theirs, 12345, 12345);
    prepareDataDirectory(theirs, databaseUser());
    writeFileSync(join(theirs, 'something'), '');
    const refused = expect.objectContaining({
      code: 'DATA_DIRECTORY_FOREIGN_OWNER',
      message: expect.stringContaining('12345'),
    });
    expect(() => prepareDataDirectory(theirs, databaseUser())).toThrow(refused);
  });

  it('copies the binaries where the user of the database cannot reach them', () => {
    const hidden = join(folder, 'hidden');
    mkdirSync(join(hidden, 'native', 'bin'), { recursive: true });
    mkdirSync(join(hidden, 'native', 'lib'));
    writeFileSync(join(hidden, 'package.json'), '{"version":"1.0.0"}');
    writeFileSync(join(hidden, 'native', 'bin', 'postgres'), 'binary');
    writeFileSync(join(hidden, 'native', 'lib', 'libx.so.1.2'), 'library');
    writeFileSync(
      join(hidden, 'native', 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]),
    );
    chmodSync(hidden, 0o700);
    const data = join(folder, 'data');
    mkdirSync(data);
    const binaries = prepareBinaries(dataLayout(data), databaseUser(), hidden);
    expect(binaries.postgres).toBe(join(data, 'postgres-binaries-1.0.0', 'native', 'bin', 'postgres'));
    expect(canTraverse(join(binaries.postgres, '..'), databaseUser())).toBe(true);
    expect(statSync(join(data, 'postgres-binaries-1.0.0', 'native', 'lib', 'libx.so.1')).isFile()).toBe(true);
  });
});

describe('prepareDataDirectory', () => {
  it('says in one line that a path is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    const refused = expect.objectContaining({ code: 'DATA_DIRECTORY_NOT_WRITABLE' });
    expect(() => prepareDataDirectory(join(folder, 'file'), databaseUser())).toThrow(refused);
    expect(() => prepareDataDirectory(join(folder, 'file', 'data'), databaseUser())).toThrow(refused);
  });
});

describe('findPackage', () => {
  it('finds the binaries of this platform', () => {
    expect(existsSync(join(findPackage(), 'native', 'bin', 'postgres'))).toBe(true);
  });

  it.each([
    ['win32', 'x64'],
    ['sunos', 'x64'],
    ['linux', 'mips'],
  ])('says for %s-%s that DATABASE_URL is the way', (platform, arch) => {
    const refused = expect.objectContaining({
      code: 'PLATFORM_UNSUPPORTED',
      hint: expect.stringContaining('DATABASE_URL'),
    });
    expect(() => findPackage(platform, arch)).toThrow(refused);
  });
});

describe('explainFileError', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EACCES', 'DATA_DIRECTORY_NOT_WRITABLE'],
    ['EROFS', 'DATA_DIRECTORY_NOT_WRITABLE'],
  ])('makes one clear line of %s', (code, expected) => {
    expect(explainFileError(Object.assign(new Error(code), { code }), '/data')).toMatchObject({ code: expected });
  });
});
