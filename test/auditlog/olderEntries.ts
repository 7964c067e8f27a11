import { readFileSync } from 'node:fs';
import type pg from 'pg';
import type { StatedHeader } from '../../auditlog/types.js';
import { packageFile } from '../../schema/files.js';

/** An entry as the version before groups wrote it, under the test's keys; bytes in base64. */
interface OlderEntry {
  readonly header: StatedHeader & { readonly log: string };
  readonly bytes: string;
  readonly leafHash: string;
  readonly sealed: string;
  readonly wrappedKey: string;
  readonly wrappedBy: string;
  readonly tokens: readonly string[];
}

/** Writes the kept entries as the first ones of the log `older`. */
export async function insertOlderEntries(pool: pg.Pool): Promise<void> {
  const kept = JSON.parse(readFileSync(packageFile('test', 'auditlog', 'olderEntries.json'), 'utf8')) as OlderEntry[];
  for (const [index, { header, ...entry }] of kept.entries()) {
    await pool.query(
      `insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, subject, agency, agency_kind,
        role, purpose, policy_version, schema_hash, document_hash, operation_name, code, duration_ms)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        header.log,
        index,
        ...[entry.bytes, entry.leafHash, entry.sealed].map((text) => Buffer.from(text, 'base64')),
        ...[header.kind, header.at, header.requestId, header.subject, header.agency, header.agencyKind, header.role],
        ...[header.purpose, header.policyVersion, header.schemaHash, header.documentHash, header.operationName],
        ...[header.code, header.durationMs],
      ],
    );
    const key = [header.log, index, Buffer.from(entry.wrappedKey, 'base64'), entry.wrappedBy];
    await pool.query('insert into audit.entry_key values ($1, $2, $3, $4)', key);
    if (entry.tokens.length > 0) {
      await pool.query('insert into audit.entity_index values ($1, $2, $3)', [header.log, index, entry.tokens]);
    }
  }
}
