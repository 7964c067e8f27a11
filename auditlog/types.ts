import type { PortcullisError } from '../schema/errors.js';
import type { EntryBody } from './entry/body/members.js';
import type { Decided, DecidedGroup, Lesser } from './entry/body/parts.js';
import type { Head } from './heads.js';

export type * from './entry/body/parts.js';
export type { EntryBody };

/** Kinds of entries. `EXPIRED` is written by nobody: so reads an entry of which nothing is left but the leaf. */
export type EntryKind =
  | 'OPENED'
  | 'CLOCK'
  | 'INTENT'
  | 'OUTCOME'
  | 'REFUSED'
  | 'UNKNOWN'
  | 'ADMIN'
  | 'INGEST'
  | 'ERASE'
  | 'HOLD'
  | 'RELEASE'
  | 'EXPIRE'
  | 'EXPIRED'
  | 'REGISTER'
  | 'ENUMERATION';

/** How long an entry is kept: `HOUSE` (what a log is, never erased nor expired), `REFUSAL` (who was turned away), `LOOK` (all else). */
export type Retention = (typeof retentions)[number];
export const retentions = ['HOUSE', 'REFUSAL', 'LOOK'] as const;

/** What is said of a request when its entry is appended. */
export interface StatedHeader {
  readonly kind: EntryKind;
  /** UTC ISO 8601 with milliseconds; the request's `asOf`. */
  readonly at: string;
  readonly requestId: string;
  /** Who asked, as the token states; stands sealed, its pseudonym in clear. */
  readonly subject: string | null;
  readonly agency: string | null;
  readonly agencyKind: string | null;
  readonly role: string | null;
  readonly purpose: string | null;
  readonly policyVersion: string;
  readonly schemaHash: string;
  /**
   * SHA-256 hex of the document with its literals lifted out; null where none was read. Never of the text as received:
   * a clear hash over a document number in a known text is a dictionary to that number. Where the body has a document,
   * the log computes it anew.
   */
  readonly documentHash: string | null;
  readonly operationName: string | null;
  /** `OK`, `PARTIAL`, or the registry code that refused the request. */
  readonly code: string;
  readonly durationMs: number;
  /** Number of requests that an aggregated REFUSED entry stands for. */
  readonly count?: number;
  /** Heads of other logs that the entry names, each as `writeNamed` does, for those who have no keys too. */
  readonly heads?: readonly string[];
  /** Entries of another log that the entry is about, each run as `writeSpan` does, for those who have no keys too. */
  readonly spans?: readonly string[];
  /** Keyed pseudonym of the network address that an aggregated REFUSED entry came from; never the address. */
  readonly source?: string;
}

/** The clear part of an entry: what search needs, and nothing that a case could be read from. */
export interface EntryHeader extends Omit<StatedHeader, 'at' | 'subject'> {
  /** Format of the entry. */
  readonly version: 2;
  /** Log id: one log per writing instance. */
  readonly log: string;
  /** The request's `asOf`, UTC ISO 8601 with milliseconds. */
  readonly askedAt: string;
  /** When the entry was placed; never falls within a log. */
  readonly at: string;
  /** Pseudonym of who asked, keyed by agency and year: 32 hex digits. */
  readonly asker: string | null;
  /** Pseudonym of whom the asker acted for; nobody may yet. */
  readonly actor: string | null;
  /** Sources that were asked. */
  readonly sources: readonly string[];
  /** Agencies that had entered what was disclosed. */
  readonly originators: readonly string[];
  /** Data categories of what was disclosed. */
  readonly categories: readonly string[];
  /** Rules by which something was withheld. */
  readonly rules: readonly string[];
  /** Number of subjects that were named. */
  readonly disclosed: number;
  readonly retention: Retention;
  /** Sources that did not say themselves what they disclosed. */
  readonly manifestAbsent?: readonly string[];
}

/** The same as a source says it, of one envelope. */
export interface StatedDecisions extends Omit<DecidedGroup, 'under' | 'below'> {
  /** Its canonical text; null where no record decided. */
  readonly envelope: string | null;
  readonly below: readonly Lesser[];
}

/** The same as a gateway says it, before the log has put digests in the place of envelopes. */
export interface StatedDecided extends Omit<Decided, 'groups'> {
  readonly decisions: readonly StatedDecisions[];
}

/** The sealed part of an entry as it is read: with the name of who asked. */
export type ReadBody = EntryBody & { readonly subject: string | null };

/** What is appended as one line. The log adds its name, the place, and when it was placed. */
export interface NewEntry {
  readonly header: StatedHeader;
  readonly body: EntryBody;
  /** Becomes part of the body; the envelopes are stored before the entry. */
  readonly decided?: StatedDecided;
}

/** What the client gets as proof that the look was logged before it was answered. */
export interface Receipt {
  readonly log: string;
  /** Position in the log, from 0. */
  readonly index: number;
  /** RFC 9162 leaf hash of the stored bytes, hex. */
  readonly leafHash: string;
}

/** The writer's side of the log. */
export interface AuditLog {
  readonly logId: string;
  /** Resolves when the entry is durable; group commit. Throws PortcullisError AUDIT_UNAVAILABLE. */
  append(entry: NewEntry): Promise<Receipt>;
  /** Counts an unauthenticated refusal; written aggregated per source address and second, never before an outcome. */
  countRefused(source: string, code: string, at: string): void;
  /** True where an entry could be written now. */
  writable(): Promise<boolean>;
  /** False where no quorum of witnesses has cosigned the log for a minute; absent where no witnesses are named. */
  isWitnessed?(): boolean;
  /** False where a log that the register names is gone or was changed; absent where no register is kept. */
  areLogsWhole?(): boolean;
  /** False, or an error, where the keys of its entries cannot be reached: today's are in memory, those of the next day are not. */
  areKeysReachable?(): Promise<boolean>;
  /** How far it was committed, by its writer's own memory. */
  head(): Head;
  /** Ends writing for good, for the part that found that the log is not what was committed. */
  halt(error: PortcullisError): void;
  /** Flushes and stops. */
  close(): Promise<void>;
}

/** What a process that writes logs needs of the register of its instance. */
export interface Registering {
  /**
   * Names a log before its first entry; gives the head of the register that names it.
   *
   * @throws PortcullisError AUDIT_FORKED where the log does not extend what was named of it; AUDIT_UNAVAILABLE
   */
  opened(log: string): Promise<Head>;
  /** Nobody writes the log any more. */
  closed(log: string): void;
  /** False where a log that was named is gone or was changed. */
  isWhole(): boolean;
}
