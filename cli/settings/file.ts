import { existsSync, readFileSync, statSync } from 'node:fs';
import { nearest } from '../../policy/loading/mistake.js';
import { placeOf } from '../../policy/loading/place.js';
import { parseYaml } from '../../policy/loading/yaml.js';
import { yamlLine } from '../../policy/loading/yamlLine.js';
import { isSecret, type SettingName, writtenNames } from './registry.js';

/** The default file of settings. */
export const settingsFileName = 'portcullis.yaml';

/** A file of settings. */
export interface SettingsFile {
  readonly path: string;
  /** As the text of a variable; a list stays one. */
  readonly values: Readonly<Partial<Record<SettingName, string | readonly string[]>>>;
  /** `portcullis.yaml:3` for a member on the third line. */
  placeOf(name: SettingName): string;
}

/** A setting that cannot be used, in one line: which, why, and how to give it. */
export class SettingsError extends Error {
  readonly code = 'SETTING_INVALID';
  override readonly name = 'SettingsError';
}

/**
 * Reads a file of settings.
 *
 * @param given its path; where absent or empty, `portcullis.yaml` of the working directory, if there is one
 * @returns undefined where none is given and the default does not exist
 * @throws SettingsError naming the file, the line and what may have been meant; never a value
 */
export function readSettingsFile(given: unknown): SettingsFile | undefined {
  const path = given ? String(given) : settingsFileName;
  if (!given && !existsSync(path)) return undefined;
  const text = readText(path);
  const lineOf = (name: string): string => `${path}:${placeOf(text, [name]).line}`;
  const values = Object.fromEntries(
    Object.entries(membersOf(path, text)).map(([name, value]) => [name, toText(name, value, lineOf)]),
  );
  assertRights(path, values);
  return { path, values, placeOf: lineOf };
}

/** `Did you mean X?`, where an unknown word is near one of these. */
export function suggestion(written: string, words: readonly string[], prefix = ''): string {
  const near = nearest(written, words);
  return near === undefined ? 'All of them: portcullis config.' : `Did you mean ${prefix}${near}?`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw new SettingsError(`The file of settings ${path} ${why}.`);
  }
}

function membersOf(path: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseYaml(text) ?? {};
  } catch (error) {
    throw new SettingsError(yamlLine(path, text, error));
  }
  if (typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new SettingsError(`${path}: a file of settings has members, each NAME: VALUE.`);
}

// Why as text: a member then means the same as its variable, and `port:` without a value is not port 0.
function toText(name: string, value: unknown, placeOf: (name: string) => string): string | readonly string[] {
  if (!writtenNames.some((known) => known === name))
    throw new SettingsError(`${placeOf(name)}: there is no setting ${name}. ${suggestion(name, writtenNames)}`);
  if (Array.isArray(value)) return value.map(String);
  if (value !== null && typeof value !== 'object') return String(value);
  throw new SettingsError(`${placeOf(name)}: ${name} needs a plain value or a list.`);
}

/** Why checked: the file decides whom the server trusts, and a connection string may hold a password. */
function assertRights(path: string, values: SettingsFile['values']): void {
  const { mode } = statSync(path);
  if ((mode & 0o002) !== 0)
    throw new SettingsError(`${path} is writable by everybody on this machine: chmod o-w ${path}`);
  const hasPassword = Object.entries(values).some(
    ([name, value]) => isSecret(name as SettingName) && /:[^/@]*@|password=/i.test(String(value)),
  );
  if (hasPassword && (mode & 0o004) !== 0)
    throw new SettingsError(`${path} holds a password and is readable by everybody on this machine: chmod o-r ${path}`);
}
