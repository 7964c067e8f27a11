import type { Purpose } from '../../../policy/types.js';

/** A document that an agency registered. */
export interface RegisteredDocument {
  /** `sha256:` and the hex SHA-256 of the text. */
  readonly documentId: string;
  readonly agency: string;
  readonly purpose: Purpose;
  readonly text: string;
  readonly operationName: string | null;
  /** UTC ISO 8601. */
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** Finds registered documents, for each agency its own. */
export interface DocumentLookup {
  /** The document that is valid at `asOf`; null where there is none, it has expired, or it was revoked. */
  find(agency: string, documentId: string, asOf: string): Promise<RegisteredDocument | null>;
  /** Whether the agency has any that is valid at `asOf`. */
  hasAny(agency: string, asOf: string): Promise<boolean>;
}

/** No register: nothing is found. */
export const noDocuments: DocumentLookup = { find: async () => null, hasAny: async () => false };

/** Form of a document id. */
export const documentIdPattern = /^sha256:[0-9a-f]{64}$/;
