import { constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { policyFileNames, writtenFileNames } from '../../policy/loading/mistake.js';
import { productPolicy } from '../../policy/loading/policyFiles.js';
import { badUserInput } from '../../schema/errors.js';

/**
 * Copies the product's policy, its editor schemas and its tests into a directory.
 *
 * @returns the paths of the new files
 * @throws BAD_USER_INPUT where one of them exists: then none is written
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
  const existing = names.map((name) => join(directory, name)).find((path) => existsSync(path));
  if (existing !== undefined) throw badUserInput(`${existing} is there already.`, 'Name another directory.');
  return names.map((name) => {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(join(productPolicy, name), path, constants.COPYFILE_EXCL);
    return path;
  });
}
