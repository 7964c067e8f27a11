import { constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { policyFileNames, writtenFileNames } from '../../policy/loading/mistake.js';
import { productPolicy } from '../../policy/loading/policyFiles.js';
import { badUserInput } from '../../schema/errors.js';

/**
 * Copies the policy of the product, what editors know of its files, and what tests it, into a directory.
 *
 * @returns the paths of the files that were made
 * @throws BAD_USER_INPUT where one of them is there already: then none is made
 */
export function initPolicy(directory: string): readonly string[] {
  const names = [
    ...policyFileNames.map((name) => `${name}.yaml`),
    ...writtenFileNames.map((name) => join('schemas', `${name}.schema.json`)),
    ...['cases', join('cases', 'rights')].flatMap((folder) =>
      readdirSync(join(productPolicy, folder))
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => join(folder, file)),
    ),
    ...['decisions.txt', 'survivors.yaml'],
  ];
  const made = names.map((name) => join(directory, name));
  const there = made.find((path) => existsSync(path));
  if (there !== undefined) throw badUserInput(`${there} is there already.`, 'Name another directory.');
  for (const [index, name] of names.entries()) {
    const path = made[index] as string;
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(join(productPolicy, name), path, constants.COPYFILE_EXCL);
  }
  return made;
}
