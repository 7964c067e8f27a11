import { isPortcullisError, PortcullisError } from '../../../schema/errors.js';
import { snakeCase } from '../../../schema/records/description/columns.js';
import type { Pooled } from '../../../storage/pool/connections.js';
import { type ConnectionTarget, openDatabase } from '../../../storage/pool/database.js';
import type { WritableDatabase } from '../../../storage/types.js';
import type { DocumentLookup, RegisteredDocument } from './lookup.js';

/**
 * The register of documents, in the gateway's own database schema. Every method throws PortcullisError
 * DOCUMENTS_UNAVAILABLE where the database does not answer.
 */
export interface DocumentRepository extends DocumentLookup {
  /** Adds a document; once more, it replaces purpose and expiry, and undoes a revocation. */
  save(document: RegisteredDocument): Promise<void>;
  /** Every document of one agency or of all, newest first, with expired and revoked ones. */
  list(agency?: string): Promise<readonly RegisteredDocument[]>;
  /** One document, whatever its state. */
  get(agency: string, documentId: string): Promise<RegisteredDocument | null>;
  /** @returns false where there is no such document */
  revoke(agency: string, documentId: string, at: string): Promise<boolean>;
}

const names = [
  ...(['agency', 'documentId', 'purpose', 'text', 'operationName', 'registeredAt', 'registeredBy'] as const),
  ...(['expiresAt', 'revokedAt'] as const),
] satisfies readonly (keyof RegisteredDocument)[];

const isGoodAt = (instant: string): string => `revoked_at is null and (expires_at is null or expires_at > ${instant})`;

/** The register's database; it logs in as the gateway. */
export function openRegister(target: ConnectionTarget, timeoutMs?: number): WritableDatabase & Pooled {
  return openDatabase(target, { source: 'gateway', ...(timeoutMs && { timeoutMs }) });
}

/** The register over a database that logs in as the gateway. */
export function createDocumentRepository(database: WritableDatabase): DocumentRepository {
  const exec = async <Row>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    try {
      return await database.exec<Row>(text, values);
    } catch (error) {
      throw isAway(error) ? new PortcullisError('DOCUMENTS_UNAVAILABLE', { cause: error }) : error;
    }
  };
  const select = async (where: string, values: readonly unknown[]): Promise<RegisteredDocument[]> => {
    const columns = names.map((name) => `${snakeCase(name)} as "${name}"`);
    const rows = await exec<RegisteredDocument>(`select ${columns} from gateway.document where ${where}`, values);
    return rows.map(withInstants);
  };
  return {
    find: async (agency, documentId, asOf) => {
      const found = await select(`agency = $1 and document_id = $2 and ${isGoodAt('$3')}`, [agency, documentId, asOf]);
      return found[0] ?? null;
    },
    hasAny: async (agency, asOf) => {
      const [row] = await exec<{ readonly has: boolean }>(
        `select exists (select from gateway.document where agency = $1 and ${isGoodAt('$2')}) as has`,
        [agency, asOf],
      );
      return row?.has === true;
    },
    get: async (agency, documentId) =>
      (await select('agency = $1 and document_id = $2', [agency, documentId]))[0] ?? null,
    list: async (agency) =>
      await select('($1::text is null or agency = $1) order by registered_at desc, agency, document_id', [
        agency ?? null,
      ]),
    save: async (document) => {
      const row = { ...document, revokedAt: null };
      await exec(
        `insert into gateway.document (${names.map(snakeCase)}) values (${names.map((_, index) => `$${index + 1}`)})
         on conflict (agency, document_id) do update set purpose = excluded.purpose,
           registered_at = excluded.registered_at, registered_by = excluded.registered_by,
           expires_at = excluded.expires_at, revoked_at = null`,
        names.map((name) => row[name]),
      );
    },
    revoke: async (agency, documentId, at) => {
      const rows = await exec(
        'update gateway.document set revoked_at = coalesce(revoked_at, $3) where agency = $1 and document_id = $2 returning agency',
        [agency, documentId, at],
      );
      return rows.length > 0;
    },
  };
}

function isAway(error: unknown): boolean {
  return isPortcullisError(error) && (error.code === 'SOURCE_UNAVAILABLE' || error.code === 'SOURCE_TIMEOUT');
}

// The pool may give instants as dates, or as PostgreSQL's text.
function withInstants(row: RegisteredDocument): RegisteredDocument {
  const { registeredAt, expiresAt, revokedAt } = row;
  const instant = (value: string): string => new Date(value).toISOString();
  return {
    ...row,
    registeredAt: instant(registeredAt),
    expiresAt: expiresAt && instant(expiresAt),
    revokedAt: revokedAt && instant(revokedAt),
  };
}
