import { readPackageFile } from '../../schema/files.js';

/** What stands behind the options in a command's help, of `help.txt`; it is read when help is asked for. Empty: nothing. */
export function helpOf(command: string): string {
  const parts = readPackageFile('cli', 'commands', 'help.txt').split(/^== (.+)\n/m);
  const at = parts.indexOf(command);
  return at === -1 ? '' : `\n${(parts[at + 1] ?? '').trimEnd()}\n`;
}
