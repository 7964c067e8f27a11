import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { SettingsError, type SettingsFile, suggestion } from './settings/file.js';
import {
  flagOf,
  isSecret,
  meaningOf,
  type SettingName,
  type Settings,
  settingNames,
  settingsSchema,
  variableOf,
  writtenNames,
} from './settings/registry.js';

export type { SettingName, Settings } from './settings/registry.js';

/** Where a setting's value came from, in order of precedence. */
export type SettingSource = 'flag' | 'environment' | 'file' | 'default';

/** One row of `portcullis config`. */
export interface SettingRow {
  readonly name: SettingName;
  readonly flag: string;
  readonly variable: string;
  readonly value: string;
  readonly source: SettingSource;
  readonly meaning: string;
}

/** The settings of a run, and where each came from. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly rows: readonly SettingRow[];
  /** The file that was read; absent where there is none. */
  readonly file: SettingsFile | undefined;
}

/** Variable that names the file of settings. */
export const fileVariable = 'PORTCULLIS_CONFIG';

/** Variable by which a child process inherits all settings: it reads no other variable and no file. */
const inheritance = 'PORTCULLIS_SETTINGS';

/** Whether `NODE_ENV` says production, for errors before settings are read. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === 'production';
}

/** Environment of a child process with these settings. */
export function environmentOf(settings: Settings): Record<string, string | undefined> {
  return { ...process.env, [inheritance]: JSON.stringify(settings) };
}

/** An environment variable named in an operator's file, such as a mapping's `urlVariable`. */
export function readVariable(name: string): string | undefined {
  return process.env[name];
}

/**
 * Reads the settings: flags before environment before file before defaults.
 *
 * @param readFile reads the given file of settings, or the default one; not called where settings are inherited
 * @throws SettingsError naming the first invalid setting; never the value of a secret
 */
export function readSettings(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  readFile: (path: unknown) => SettingsFile | undefined = () => undefined,
): ReadSettings {
  const file = environment[inheritance] ? undefined : readFile(flags.config ?? environment[fileVariable]);
  const sources: readonly (readonly [SettingSource, Readonly<Record<string, unknown>>])[] = [
    ['flag', flags],
    ['environment', readEnvironment(environment)],
    ['file', file?.values ?? {}],
  ];
  const sourceOf = (name: SettingName) => sources.find(([, values]) => values[name] !== undefined);
  const parsed = settingsSchema.safeParse(
    Object.fromEntries(settingNames.map((name) => [name, sourceOf(name)?.[1][name]])),
  );
  if (!parsed.success)
    throw invalid(parsed.error.issues[0], (name) => (sourceOf(name)?.[0] === 'file' ? file?.placeOf(name) : undefined));
  const settings = parsed.data;
  const rows = settingNames.map((name) => ({
    name,
    flag: flagOf(name),
    variable: variableOf(name),
    value: show(name, settings[name]),
    source: sourceOf(name)?.[0] ?? ('default' as const),
    meaning: meaningOf(name),
  }));
  return { settings, rows, file };
}

/** SHA-256 of all settings without secrets, hex: equal for processes that run with the same settings. */
export function hashSettings(settings: Settings): string {
  const lines = settingNames.map((name) => `${name}=${show(name, settings[name])}\n`);
  return createHash('sha256').update(lines.join(''), 'utf8').digest('hex');
}

/** Settings of the environment; an empty variable counts as unset. */
function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, unknown>> {
  const inherited = environment[inheritance];
  if (inherited) return JSON.parse(inherited) as Readonly<Record<string, unknown>>;
  assertKnown(Object.keys(environment));
  const values = writtenNames.map((name) => [name, environment[variableOf(name)] || undefined]);
  return { ...Object.fromEntries(values), production: environment.NODE_ENV === 'production' || undefined };
}

const prefix = 'PORTCULLIS_';

/** Variables that Kubernetes sets in every container of a namespace with a service called portcullis. */
const ofKubernetes = /^PORTCULLIS_(?:[A-Z0-9_]+_)?(?:SERVICE_(?:HOST|PORT)|PORT_\d+_(?:TCP|UDP))/;

function assertKnown(variables: readonly string[]): void {
  const known = [...writtenNames.map(variableOf), fileVariable];
  const unknown = variables.find(
    (name) => name.startsWith(prefix) && !known.includes(name) && !ofKubernetes.test(name),
  );
  if (unknown === undefined) return;
  const words = known.map((name) => name.replace(prefix, ''));
  const hint = suggestion(unknown.replace(prefix, ''), words, prefix);
  throw new SettingsError(`${unknown}: no setting has this variable. ${hint}`);
}

function invalid(
  issue: z.core.$ZodIssue | undefined,
  placeOf: (name: SettingName) => string | undefined,
): SettingsError {
  const name = issue?.path[0] as SettingName;
  const place = placeOf(name);
  const how = place === undefined ? `${flagOf(name)} (${variableOf(name)})` : `${place}: ${name}`;
  return new SettingsError(`${how}: ${issue?.message}. It means: ${meaningOf(name)}.`);
}

function show(name: SettingName, value: unknown): string {
  if (value === undefined) return '';
  if (isSecret(name)) return '(hidden)';
  return Array.isArray(value) ? value.join(',') : String(value);
}
