import { setTimeout as delay } from 'node:timers/promises';
import { superuser } from '../embedded/cluster.js';
import { type EmbeddedServer, embeddedDatabase } from '../embedded/start.js';
import { allRoles, ensureRoles, withAdmin } from '../roles.js';
import { errorCode } from '../storageError.js';

/**
 * Makes the missing database and roles of an embedded server; to be called before `migrate`.
 *
 * @returns the administrator's URL of that database
 */
export async function provisionEmbedded(server: EmbeddedServer, database: string = embeddedDatabase): Promise<string> {
  const passwords = server.withRolePasswords(allRoles);
  const maintenance = server.connectionString(superuser, 'postgres');
  await ensureRoles(maintenance, passwords);
  await ensureDatabase(maintenance, database);
  return server.connectionString(superuser, database);
}

async function ensureDatabase(maintenance: string, database: string): Promise<void> {
  await withAdmin(maintenance, async (admin) => {
    const { rows } = await admin.query('select from pg_database where datname = $1', [database]);
    if (rows.length > 0) return;
    try {
      await admin.query(`create database ${admin.escapeIdentifier(database)}`);
    } catch (error) {
      // 42P04 duplicate_database, 23505 unique_violation: another command makes it at this moment.
      if (!['42P04', '23505'].includes(errorCode(error) ?? '')) throw error;
      await delay(10);
    }
  });
}
