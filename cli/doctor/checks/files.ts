import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { productPolicy } from '../../../policy/loading/policyFiles.js';
import type { Check } from '../check.js';
import { type Finding, fault, fine } from '../finding.js';

/** Bits that say more than they may: of anybody but the owner, of everybody, and who may write. */
const [othersAndGroup, others, othersWrite] = [0o077, 0o007, 0o002];

/** Who may read keys, heads and passwords, and who may change what decides whom the server trusts. */
export const files: Check = {
  name: 'files',
  look: ({ settings, dataDirectory, keysDirectory, headsDirectory }) => {
    const { databasePasswords, tlsKey, tlsCert, clientCa, issuers, revocations, witnesses, policyDir } = settings;
    const found = [
      ...[keysDirectory, headsDirectory].flatMap((folder) =>
        [folder, ...below(folder)].flatMap((path) => open(path, othersAndGroup, 'go-rwx')),
      ),
      ...[join(dataDirectory, 'database', 'passwords.json'), databasePasswords, tlsKey].flatMap((path) =>
        open(path, others, 'o-rwx'),
      ),
      ...[tlsCert, clientCa, issuers, revocations, witnesses].flatMap((path) => open(path, othersWrite, 'o-w')),
      ...(policyDir === undefined || policyDir === productPolicy ? [] : [policyDir, ...below(policyDir)]).flatMap(
        (path) => open(path, othersWrite, 'o-w'),
      ),
    ];
    return found.length === 0 ? [fine('files', 'Nobody else may read keys, or change whom the server trusts.')] : found;
  },
};

function below(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    // It is missed where it is needed.
    return [];
  }
}

/** @param mode as chmod takes it back */
function open(path: string | undefined, bits: number, mode: string): readonly Finding[] {
  const stats = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path === undefined || stats === undefined || (stats.mode & bits) === 0) return [];
  const what = mode.endsWith('w') ? 'changed' : 'read or changed';
  return [fault(path, `It can be ${what} by others on this machine.`, `chmod ${mode} ${path}`)];
}
