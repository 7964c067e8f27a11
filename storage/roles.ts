import pg from 'pg';
import { recordSourceNames, type SourceName, sourceNames } from '../schema/sources.js';
import type { MigratedSchema } from './types.js';

/** The login of a source's subgraph: reads its own schema only. */
export const sourceRole = (source: SourceName): string => `portcullis_${source}`;

/** Reads and writes the data schemas, the directory's code lists, and its own schema for runs and quarantine. */
export const ingestRole = 'portcullis_ingest';

/** Appends to the audit log and reads it back; cannot change or remove an entry. */
export const auditWriterRole = 'portcullis_audit_writer';

/** Reads the keys of the audit log's entries, and adds to them; cannot destroy one. */
export const auditKeysRole = 'portcullis_audit_keys';

/** Reads and writes the gateway's register of documents only. */
export const gatewayRole = 'portcullis_gateway';

/** Reads and writes the limits of what viewers try only: for whatever answers, gateway and sources alike. */
export const limitsRole = 'portcullis_limits';

/** Owns schemas and tables, migrates them, and keeps the keys' fingerprints; the embedded server's superuser has its part. */
export const ownerRole = 'portcullis_owner';

/** All our login roles, without the owner's. */
export const allRoles: readonly string[] = [
  ...sourceNames.map(sourceRole),
  ingestRole,
  auditWriterRole,
  auditKeysRole,
  gatewayRole,
  limitsRole,
];

/**
 * Makes the missing roles, with their passwords. Their rights come from `grantRights`: roles belong to the cluster, rights to one
 * database.
 *
 * @returns how many were made
 */
export async function ensureRoles(adminUrl: string, passwords: Readonly<Record<string, string>>): Promise<number> {
  return withAdmin(adminUrl, async (admin) => {
    const missing = await missingRoles(admin);
    if (missing.length === 0) return 0;
    try {
      // One message is one transaction: all of them or none.
      await admin.query(missing.map((role) => createRole(role, passwords[role] ?? '')).join('\n'));
      return missing.length;
    } catch (error) {
      // If two commands make the roles at once, the second one fails (42710, 23505) and finds them made.
      if ((await missingRoles(admin)).length === 0) return 0;
      throw error;
    }
  });
}

async function missingRoles(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    allRoles,
  ]);
  const present = new Set(rows.map((row) => row.rolname));
  return allRoles.filter((role) => !present.has(role));
}

function createRole(role: string, password: string): string {
  return `create role ${role} login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls password ${pg.escapeLiteral(password)}; ${settingsOfRole(role)}`;
}

/** The statement that sets a role's defaults; empty for one that writes. */
export function settingsOfRole(role: string): string {
  // A source's role cannot write anyway; this also keeps temporary tables and sequences from it.
  return [ingestRole, auditWriterRole, auditKeysRole, gatewayRole, limitsRole, ownerRole].includes(role)
    ? ''
    : `alter role ${role} set default_transaction_read_only = on;`;
}

/** Gives the existing roles their rights on one schema, including tables of later migrations. */
export async function grantRights(admin: pg.Client, schema: MigratedSchema): Promise<void> {
  const rights = rightsOn(schema);
  const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    rights.map(([role]) => role),
  ]);
  const present = new Set(rows.map((row) => row.rolname));
  const granted = rights.filter(([role]) => present.has(role)).flatMap(([role, tables]) => grant(schema, role, tables));
  if (granted.length > 0) await admin.query(granted.join('\n'));
}

const readAndWrite = 'select, insert, update, delete';

/** What each role may do with the tables of a schema. */
export function rightsOn(schema: MigratedSchema): [role: string, tables: string][] {
  if (schema === 'gateway') return [[gatewayRole, 'select, insert, update']];
  if (schema === 'limits') return [[limitsRole, readAndWrite]];
  if (schema === 'audit_keys') return [[auditKeysRole, 'select, insert']];
  const rights: [role: string, tables: string][] = schema === 'ingest' ? [] : [[sourceRole(schema), 'select']];
  // Truncate returns the space that a staged run took.
  if (recordSourceNames.some((name) => name === schema)) rights.push([ingestRole, `${readAndWrite}, truncate`]);
  if (schema === 'ingest') rights.push([ingestRole, readAndWrite]);
  if (schema === 'audit') rights.push([auditWriterRole, 'select, insert']);
  return rights;
}

function grant(schema: MigratedSchema, role: string, tables: string): string[] {
  return [
    `grant usage on schema ${schema} to ${role};`,
    `grant ${tables} on all tables in schema ${schema} to ${role};`,
    `alter default privileges in schema ${schema} grant ${tables} on tables to ${role};`,
  ];
}

/** Runs with one administrator's connection, and closes it. */
export async function withAdmin<T>(adminUrl: string, run: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({
    connectionString: adminUrl,
    application_name: 'portcullis admin',
    connectionTimeoutMillis: 10_000,
  });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await run(admin);
  } finally {
    await admin.end().catch(() => undefined);
  }
}
