import { z } from 'zod';
import { periodsForm } from '../../auditlog/retention/periods.js';
import { isLoopback } from '../../gateway/identity/loopback.js';
import { count, flag, gatewaySettings, list, natural, remoteSettings, text, whole } from '../../gateway/settings.js';
import { demoSeed } from '../../ingest/demo/seed.js';
import {
  type DatabaseSetting,
  databaseSetting,
  type RecordSourceName,
  recordSourceNames,
  sourceNames,
} from '../../schema/sources.js';
import { isOrigin } from '../../storage/keys/originFile.js';
import { defaultQuotas } from '../../subgraphs/kit/limits/limits.js';

const url = (who: string) => text(`PostgreSQL connection string ${who}`).meta({ secret: true });

const timeOfDay = z
  .string()
  .regex(/^(?:off|(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/, 'must be a time of day such as 03:00 or 03:00:30, or off');

const duration = z.string().regex(/^\d{1,6}[smh]$/, 'must be a time such as 90s, 10m or 2h');

/** Connection strings of the sources. */
const sourceUrls = Object.fromEntries(
  sourceNames.map((name) => [
    databaseSetting(name),
    url(name === 'audit' ? 'of the audit log, for its writer' : `of the ${name} source`),
  ]),
) as Readonly<Record<DatabaseSetting, ReturnType<typeof url>>>;

/** Traces say which agency asks when, so they leave this machine encrypted alone. */
function isCollectorUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
}

function isRecordSource(name: string): name is RecordSourceName {
  return recordSourceNames.some((known) => known === name);
}

/**
 * Every setting of the product, by subject. The flags, `portcullis config`, docs/SETTINGS.md and the JSON Schema of
 * `portcullis.yaml` come from here.
 */
export const settingGroups = {
  /** Of commands that touch the data: its place, and who may reach it. */
  data: {
    data: text(
      'data directory: embedded PostgreSQL, keys; default ./data; as root /var/lib/portcullis where ./data cannot be reached',
    ),
    databaseUrl: url('of a database of your own, for every source; default: the embedded one'),
    ...sourceUrls,
    databaseUrlAuditKeys: url("of the audit log's keys, where they are kept in another database"),
    databaseUrlLimits: url('of the limits on what viewers try and look up, shared by all that serve together'),
    databaseUrlAdmin: url('for migrations'),
    databasePasswords: text(
      'file of the passwords of the database roles, made by portcullis database prepare; connection strings name no login then',
    ),
    keys: text('keys directory; default: keys in the data directory'),
    heads: text(
      'folder of the committed heads of the audit logs, outside their database; default: heads beside the keys directory',
    ),
    walArchive: text(
      'folder in which the embedded PostgreSQL archives its write-ahead log, for restores to any instant; default: none',
    ),
    policyDir: text("directory of the policy: matrix.yaml, agencies.yaml, operations.yaml; default: the product's"),
    withoutCubes: list
      .refine((names) => names.every(isRecordSource), `must name sources: ${recordSourceNames.join(', ')}`)
      .transform((names) => names.filter(isRecordSource))
      .default([])
      .describe(
        'sources of whose records no numbers are kept, comma-separated: their facets are counted anew each time',
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
      .describe('prefix of the origins of its audit logs, set at the first start, once; default: a random name'),
    logTimeoutMs: count(5000, 'longest wait for one statement of the audit log, and for an entry to be durable, ms'),
    wait: z
      .union([z.literal(false), duration])
      .default('10m')
      .describe('longest wait of start, serve, ingest, screen and audit verify for a database that is down or busy'),
    logLevel: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
      .default('info')
      .describe('lowest level that is logged to standard error'),
  },
  /** Of servers. */
  listener: {
    ...gatewaySettings,
    lookupsPerHour: count(
      defaultQuotas.lookupsPerHour,
      'look-ups by identity, for each viewer, source and hour, that a hit answers or that find nothing by one exact argument; all workers together',
    ),
    vainLookupsPerHour: count(
      defaultQuotas.vainLookupsPerHour,
      'numbers and dates of birth, for each viewer, source and hour, that may be tried in searches without finding anything; all workers together',
    ),
    metricsPort: natural
      .max(65_535)
      .optional()
      .describe('port of GET /metrics, on a listener of its own, for Prometheus; 0 takes a free one; default: none'),
    metricsHost: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('address of that listener; it asks nobody who he is: off loopback, let a firewall do so'),
    traces: z
      .string()
      .refine(isCollectorUrl, 'must be https:// and a host, or http:// and a loopback address, without a user')
      .optional()
      .describe(
        'URL of the OpenTelemetry collector that gets traces (OTLP/HTTP, JSON), such as http://127.0.0.1:4318/v1/traces; default: none are made',
      ),
    traceRatio: z.coerce
      .number()
      .min(0, 'must be 0 to 1')
      .max(1, 'must be 0 to 1')
      .default(1)
      .describe('share of the requests that are traced, 0 to 1, where the client does not say so by traceparent'),
    sourceConnections: whole.max(100).default(4).describe('most database connections of each source in each process'),
  },
  /** Of requests to remote sources. */
  remote: remoteSettings,
  /** Of the nightly work of servers. */
  nightly: {
    purgeAt: timeOfDay
      .default('03:00')
      .describe('local time at which expired records are purged every night; off: never'),
    auditIndexAt: timeOfDay
      .default('04:00')
      .describe('local time at which the subjects named in the audit log are indexed every night; off: never'),
    quarantineDays: whole.optional().describe('days after which records in quarantine are purged; default: never'),
  },
  demonstration: {
    demo: flag(true, 'load the fictitious demonstration into an empty data directory (--no-demo: do not)'),
    seed: z.string().min(1).max(64).default(demoSeed).describe('seed of the demonstration'),
  },
  /** Of single commands. */
  single: {
    workers: z
      .union([z.literal('auto'), whole.max(256)])
      .optional()
      .describe('worker processes that share the port; auto: one for each core'),
    auditRetention: z
      .string()
      .regex(periodsForm, 'must be periods such as LOOK=5y,REFUSAL=18m')
      .optional()
      .describe('how long entries of the audit log are kept, by class, for portcullis audit expire; default: for ever'),
  },
};

const { data, listener, remote, nightly, demonstration, single } = settingGroups;

/** Every setting of the product, read once at start. */
export const settingsSchema = z.object({ ...data, ...listener, ...remote, ...nightly, ...demonstration, ...single });

/** The settings, parsed. Optional ones are absent where nobody set them. */
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** Names of all settings, in the order in which `portcullis config` prints them. */
export const settingNames = Object.keys(settingsSchema.shape) as SettingName[];

/** Names of those that a flag or a file may give: `production` comes from NODE_ENV alone. */
export const writtenNames = settingNames.filter((name) => name !== 'production');

/** The settings of a process that was given none. */
export const defaults: Settings = settingsSchema.parse({});

/** `sourceTimeoutMs` → `--source-timeout-ms`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `sourceTimeoutMs` → `PORTCULLIS_SOURCE_TIMEOUT_MS`; `databaseUrlCargo` → `DATABASE_URL_CARGO`. */
export function variableOf(name: SettingName): string {
  if (name === 'production') return 'NODE_ENV';
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return snake.startsWith('DATABASE_URL') ? snake : `PORTCULLIS_${snake}`;
}

/** What a setting means, in one sentence. */
export function meaningOf(name: SettingName): string {
  return settingsSchema.shape[name].description ?? '';
}

/** Whether a setting's value is never shown. */
export function isSecret(name: SettingName): boolean {
  return (settingsSchema.shape[name].meta() as { secret?: boolean } | undefined)?.secret === true;
}
