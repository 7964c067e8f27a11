import { existsSync, readFileSync, statSync } from 'node:fs';
import { nearest } from '../../policy/loading/mistake.js';
import { placeOf } from '../../policy/loading/place.js';
import { parseYaml } from '../../policy/loading/yaml.js';
import { yamlLine } from '../../policy/loading/yamlLine.js';
import { isSecret, type SettingName, writtenNames } from './registry.js';

/** The file that is read where nobody names another. */
export const settingsFileName = 'portcullis.yaml';

/** What a file of settings says. */
export interface SettingsFile {
  readonly path: string;
  /** As the text of a variable would be; a list stays one. */
  readonly values: Readonly<Partial<Record<SettingName, string | readonly string[]>>>;
  /** `portcullis.yaml:3` for a member on the third line. */
  placeOf(name: SettingName): string;
}

/** A setting that cannot be used, in one line: which, why, and how it may be given. */
export class SettingsError extends Error {
  readonly code = 'SETTING_INVALID';
  override readonly name = 'SettingsError';
}

/**
 * Reads a file of settings.
 *
 * @param stated its path; where absent or empty, `portcullis.yaml` of the working directory, if there is one
 * @returns undefined where nobody stated a file and there is none
 * @throws SettingsError naming the file, the line and what may have been meant; never a value
 */
export function readSettingsFile(stated: unknown): SettingsFile | undefined {
  const path = stated ? String(stated) : settingsFileName;
  if (!stated && !existsSync(path)) return undefined;
  const text = readText(path);
  const lineOf = (name: string): string => `${path}:${placeOf(text, [name]).line}`;
  const values = Object.fromEntries(
    Object.entries(membersOf(path, text)).map(([name, value]) => [name, toText(name, value, lineOf)]),
  );
  assertRights(path, values);
  return { path, values, placeOf: lineOf };
}

/** `Did you mean X?`, where a word that nobody knows is near one of these. */
export function suggestion(written: string, words: readonly string[], prefix = ''): string {
  const near = nearest(written, words);
  return near === undefined ? 'All of them: portcullis config.' : `Did you mean ${prefix}${near}?`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
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
  throw new SettingsError(`${path}: a file of settings is members, each NAME: VALUE.`);
}

// Why as text: a member then means what its variable means, and `port:` without a value is not port 0.
function toText(name: string, value: unknown, placeOf: (name: string) => string): string | readonly string[] {
  if (!writtenNames.some((known) => known === name))
    throw new SettingsError(`${placeOf(name)}: there is no setting ${name}. ${suggestion(name, writtenNames)}`);
  if (Array.isArray(value)) return value.map(String);
  if (value !== null && typeof value !== 'object') return String(value);
  throw new SettingsError(`${placeOf(name)}: ${name} has no value that a setting may have.`);
}

/** Why at all: what the file says decides who is believed, and a connection string may hold a password. */
function assertRights(path: string, values: SettingsFile['values']): void {
  const { mode } = statSync(path);
  if ((mode & 0o002) !== 0)
    throw new SettingsError(`${path} may be changed by everybody on this machine: chmod o-w ${path}`);
  const hasPassword = Object.entries(values).some(
    ([name, value]) => isSecret(name as SettingName) && /:[^/@]*@|password=/i.test(String(value)),
  );
  if (hasPassword && (mode & 0o004) !== 0)
    throw new SettingsError(`${path} holds a password and may be read by everybody on this machine: chmod o-r ${path}`);
}
