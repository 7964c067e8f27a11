import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { badUserInput } from '../../schema/errors.js';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { escrowPrefix } from '../../storage/inspection/backedUp.js';
import { explainFileError } from '../../storage/storageError.js';
import { keysDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type Output, print } from '../output/printLine.js';

/** Names of files in a keys directory. */
const fileName = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.json|\.pem)?$/;

const sealedShape = z.object({
  form: z.literal('portcullis-keys-1'),
  files: z.record(z.string().regex(fileName), z.string()),
});

/** What is exported, and to whom. */
export interface KeyExport extends Output {
  /** The file to make; it must not exist. */
  readonly file: string;
  /** Public keys of age: each of their owners alone can open it. */
  readonly to: readonly string[];
  readonly operator: string;
}

/**
 * Writes all keys into a file that only the recipients can open (age), logged before and after.
 *
 * @throws BAD_USER_INPUT for what is no recipient, or a file that exists; AUDIT_UNAVAILABLE: then nothing is written
 */
export async function exportKeys(settings: Settings, { file, to, operator, ...output }: KeyExport): Promise<void> {
  const { armor, Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of to)
    trying(
      () => encrypter.addRecipient(recipient),
      `${recipient} is no recipient of age.`,
      'Give what age-keygen calls the public key: age1...',
    );
  await withCommandContext(settings, async (context, log) => {
    const { keysDirectory } = context;
    const act = { act: 'keysExport', ...beginAct(escrowPrefix, operator), facts: { recipients: to } } as const;
    const names = await createOperatorLog(settings, context, log).perform(act, async () => {
      const files = readKeyFiles(keysDirectory);
      const sealed = await encrypter.encrypt(JSON.stringify({ form: 'portcullis-keys-1', files }));
      if (!write(file, armor.encode(sealed))) throw badUserInput(`${file} exists.`, 'Name another file.');
      return { value: Object.keys(files) };
    });
    print(output, { file, keys: names, recipients: to }, () => [
      `${file}: ${names.length} files of ${keysDirectory}, for ${to.join(', ')}.`,
    ]);
  });
}

/**
 * Writes the keys of such a file into an empty keys directory.
 *
 * @param options.identity file of secret keys of age, one a line
 * @throws BAD_USER_INPUT where none of them opens it, or a key is there already: then nothing is written
 */
export async function importKeys(
  settings: Settings,
  { file, identity, ...output }: Output & { readonly file: string; readonly identity: string },
): Promise<void> {
  const { armor, Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  const secrets = read(identity)
    .split(/\s+/)
    .filter((word) => word.startsWith('AGE-SECRET-KEY-'));
  // Without the words: they are secret.
  for (const secret of secrets) trying(() => decrypter.addIdentity(secret), `${identity} holds no identity of age.`);
  const opened = await decrypter
    .decrypt(
      trying(() => armor.decode(read(file)), `${file} is no exported keys.`),
      'text',
    )
    .catch(() => null);
  if (opened === null)
    throw badUserInput(
      `No identity of ${identity} opens ${file}.`,
      'Give the one whose public key it was exported to.',
    );
  const { files } = trying(() => sealedShape.parse(JSON.parse(opened)), `${file} is no exported keys.`);
  const directory = keysDirectoryOf(settings);
  const there = Object.keys(files).find((name) => listFiles(directory).includes(name));
  if (there !== undefined)
    throw badUserInput(`${directory} has ${there} already.`, 'Name an empty directory with --keys.');
  try {
    makePrivateFolder(directory);
  } catch (error) {
    throw explainFileError(error, directory);
  }
  for (const [name, text] of Object.entries(files)) write(join(directory, name), text);
  print(output, { directory, keys: Object.keys(files) }, () => [
    `${Object.keys(files).length} files are in ${directory}.`,
  ]);
}

function readKeyFiles(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(listFiles(directory).map((name) => [name, read(join(directory, name))]));
}

function listFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((each) =>
      each.isFile() && fileName.test(each.name) ? [each.name] : [],
    );
  } catch {
    return [];
  }
}

function read(path: string): string {
  return trying(() => readFileSync(path, 'utf8'), `${path} cannot be read.`);
}

function write(path: string, text: string): boolean {
  return trying(() => writeWholeFile(path, text, 'create'), `${path} cannot be written.`);
}

function trying<T>(work: () => T, message: string, hint = ''): T {
  try {
    return work();
  } catch {
    throw badUserInput(message, hint);
  }
}
