import { createHash } from 'node:crypto';
import { z } from 'zod';
import { count, flag, gatewaySettings, milliseconds, optionalText } from '../gateway/settings.js';
import { demoSeed } from '../ingest/demo/seed.js';
import { type DatabaseSetting, databaseSetting, sourceNames } from '../schema/sources.js';
import { isOrigin } from '../storage/keys/originFile.js';
import { periodsForm } from './operate/retention/periods.js';

/** Where a setting's value came from. */
export type SettingSource = 'switch' | 'environment' | 'default';

const url = (who: string) => optionalText.describe(`PostgreSQL connection string ${who}`).meta({ secret: true });

const timeOfDay = z
  .string()
  .regex(/^(?:off|(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/, 'must be a time of day such as 03:00 or 03:00:30, or off');

/** Connection strings of the sources. */
const sourceUrls = Object.fromEntries(
  sourceNames.map((name) => [
    databaseSetting(name),
    url(name === 'audit' ? 'of the audit log, for its writer' : `of the ${name} source`),
  ]),
) as Readonly<Record<DatabaseSetting, ReturnType<typeof url>>>;

/**
 * Every setting of the product: one schema, read once at start. Each is a switch (`--source-timeout-ms`), an
 * environment variable (`PORTCULLIS_SOURCE_TIMEOUT_MS`; connection strings as `DATABASE_URL...`), or its default.
 */
export const settingsSchema = z.object({
  ...gatewaySettings.address,
  data: optionalText.describe(
    'data directory: embedded PostgreSQL, keys; default ./data, as root /var/lib/portcullis where ./data cannot be reached',
  ),
  demo: flag
    .default(true)
    .describe('load the fictitious demonstration into an empty data directory (--no-demo: do not)'),
  databaseUrl: url('of a database of your own, for every source; default: the embedded one'),
  ...sourceUrls,
  databaseUrlAuditKeys: url('of the keys of the audit log, where they lie apart from it'),
  databaseUrlLimits: url('of the limits of what viewers try and look up, the same for whatever answers together'),
  databaseUrlAdmin: url('for migrations'),
  databasePasswords: optionalText.describe(
    'file of the passwords of the database roles, made by portcullis database prepare; connection strings then name no login',
  ),
  keys: optionalText.describe('keys directory; default: keys in the data directory'),
  heads: optionalText.describe(
    'folder of the committed heads of the audit logs, outside of their database; default: heads beside the keys directory',
  ),
  policyDir: optionalText.describe(
    'directory of the policy: matrix.yaml, agencies.yaml, operations.yaml; default: the one of the product',
  ),
  logId: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('main')
    .describe('name of the audit log that this instance writes'),
  origin: z
    .string()
    .refine(isOrigin, 'must be a URL without its scheme, such as graph.example.org/log')
    .optional()
    .describe(
      'what the origins of its audit logs begin with, stated at the first start and never again; default: a random name',
    ),
  ...gatewaySettings.traffic,
  sourceConcurrency: count
    .default(128)
    .describe('requests to one remote source at once, each on a connection of its own'),
  sourceQueue: count.default(1_024).describe('requests that may wait for a connection to one remote source'),
  sourceBreakerFailures: count
    .default(10)
    .describe('failures of a remote source in a row after which it is left alone for a while'),
  sourceBreakerPauseMs: milliseconds
    .default(1_000)
    .describe('how long a failing remote source is left alone before one request tries it again, ms'),
  sourceConnectTimeoutMs: milliseconds.default(2_000).describe('longest wait for a connection to a remote source, ms'),
  ...gatewaySettings.amounts,
  lookupsPerHour: count
    .default(600)
    .describe(
      'look-ups by identity of one viewer, an hour and source, that are answered by a hit, or find nothing by one exact argument; all workers together',
    ),
  vainLookupsPerHour: count
    .default(4_000)
    .describe(
      'numbers and dates of birth that one viewer may state in searches and questions for names, an hour and source, and that find nothing; all workers together',
    ),
  workers: z
    .union([z.literal('auto'), count.max(256)])
    .optional()
    .describe('worker processes that share the port; auto: one for each core'),
  sourceConnections: count
    .max(100)
    .default(4)
    .describe('database connections that each source keeps at most, in each process'),
  ...gatewaySettings.structure,
  purgeAt: timeOfDay
    .default('03:00')
    .describe('local time at which what has expired is purged every night; off: never'),
  auditIndexAt: timeOfDay
    .default('04:00')
    .describe('local time at which whom the audit log named is indexed every night; off: never'),
  auditRetention: z
    .string()
    .regex(periodsForm, 'must be periods such as LOOK=5y,REFUSAL=18m')
    .optional()
    .describe('how long entries of the audit log are kept, by class, for portcullis audit expire; default: for ever'),
  quarantineDays: count.optional().describe('days after which records in quarantine are purged; default: never'),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('what goes to standard error'),
  seed: z.string().min(1).max(64).default(demoSeed).describe('seed of the demonstration'),
  ...gatewaySettings.mode,
});

/** The settings, parsed. Optional ones are absent where nobody set them. */
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** One row of `portcullis config`. */
export interface SettingRow {
  readonly name: SettingName;
  readonly switch: string;
  readonly variable: string;
  readonly value: string;
  readonly source: SettingSource;
  readonly meaning: string;
}

/** Names of all settings, in the order in which `portcullis config` prints them. */
export const settingNames = Object.keys(settingsSchema.shape) as SettingName[];

/** `sourceTimeoutMs` → `--source-timeout-ms`. */
export function switchOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `sourceTimeoutMs` → `PORTCULLIS_SOURCE_TIMEOUT_MS`; `databaseUrlCargo` → `DATABASE_URL_CARGO`. */
export function variableOf(name: SettingName): string {
  if (name === 'production') return 'NODE_ENV';
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return snake.startsWith('DATABASE_URL') ? snake : `PORTCULLIS_${snake}`;
}

/** One sentence of what a setting means. */
export function meaningOf(name: SettingName): string {
  return settingsSchema.shape[name].description ?? '';
}

/** The environment in which another process of ours has these settings. */
export function environmentOf(settings: Settings, names: readonly SettingName[]): Record<string, string | undefined> {
  const stated = names.filter((name) => settings[name] !== undefined);
  return { ...process.env, ...Object.fromEntries(stated.map((name) => [variableOf(name), String(settings[name])])) };
}

/** A setting that cannot be used, in one line: which, why, and how it may be given. */
export class SettingsError extends Error {
  readonly code = 'SETTING_INVALID';
  override readonly name = 'SettingsError';
}

/** A variable of the environment that a file of the operator names, such as a mapping's `urlVariable`. */
export function readVariable(name: string): string | undefined {
  return process.env[name];
}

/**
 * Reads the settings: switches before environment before defaults.
 *
 * @throws SettingsError naming the first setting that cannot be used; never its value where it is secret
 */
export function readSettings(
  switches: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { readonly settings: Settings; readonly rows: readonly SettingRow[] } {
  const given: Partial<Record<SettingName, unknown>> = {};
  const sources = new Map<SettingName, SettingSource>();
  for (const name of settingNames) {
    const variable = environment[variableOf(name)];
    const fromEnvironment = name === 'production' ? (variable === 'production' ? true : undefined) : variable;
    const value = switches[name] ?? (fromEnvironment === '' ? undefined : fromEnvironment);
    sources.set(name, switches[name] !== undefined ? 'switch' : value !== undefined ? 'environment' : 'default');
    if (value !== undefined) given[name] = value;
  }
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error.issues[0]);
  const settings = parsed.data;
  const rows = settingNames.map((name) => ({
    name,
    switch: switchOf(name),
    variable: variableOf(name),
    value: show(name, settings[name]),
    source: sources.get(name) ?? 'default',
    meaning: meaningOf(name),
  }));
  return { settings, rows };
}

/** SHA-256 of all settings, secrets left out, hex: the same for processes that run alike. */
export function hashSettings(settings: Settings): string {
  const lines = settingNames.map((name) => `${name}=${show(name, settings[name])}\n`);
  return createHash('sha256').update(lines.join(''), 'utf8').digest('hex');
}

function invalid(issue: z.core.$ZodIssue | undefined): SettingsError {
  const name = issue?.path[0] as SettingName;
  return new SettingsError(`${switchOf(name)} (${variableOf(name)}): ${issue?.message}. It means: ${meaningOf(name)}.`);
}

function show(name: SettingName, value: unknown): string {
  if (value === undefined) return '';
  const schema = settingsSchema.shape[name];
  const secret = (schema.meta() as { secret?: boolean } | undefined)?.secret === true;
  if (secret) return '(hidden)';
  return Array.isArray(value) ? value.join(',') : String(value);
}
