import type { EntryBody } from './entry/body/members.js';
import type { Decided, DecidedGroup, Lesser } from './entry/body/parts.js';
import type { Head } from './heads.js';

export type * from './entry/body/parts.js';
export type { EntryBody };

/** Kinds of entries. `EXPIRED` is never written: an entry of which only the leaf is left reads as this kind. */
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
  | 'ENUMERATION'
  | 'EXPORT_PART'
  | 'ABORTED'
  | SubjectKind;

/** Kinds of what becomes of a person's request, each in place of an OUTCOME: data asked for, an answer given, another agency's agreement. */
export type SubjectKind = (typeof subjectKinds)[number];
export const subjectKinds = ['SUBJECT_ASKED', 'SUBJECT_ANSWERED', 'SUBJECT_AGREED'] as const;

/** Retention class: `HOUSE` (about the log itself; never erased nor expired), `REFUSAL` (who was turned away), `LOOK` (all else). */
export type Retention = (typeof retentions)[number];
export const retentions = ['HOUSE', 'REFUSAL', 'LOOK'] as const;

/** What is stated of a request when its entry is appended. */
export interface StatedHeader {
  readonly kind: EntryKind;
  /** UTC ISO 8601 with milliseconds; the request's `asOf`. */
  readonly at: string;
  readonly requestId: string;
  /** Who asked, as the token states; stored sealed, with a pseudonym in clear. */
  readonly subject: string | null;
  readonly agency: string | null;
  readonly agencyKind: string | null;
  readonly role: string | null;
  readonly purpose: string | null;
  readonly policyVersion: string;
  readonly schemaHash: string;
  /**
   * SHA-256, hex, of the document without its literals; null if none was read. Never of the text as received: with a known
   * text around it, a document number could be found from a clear hash by trying. If the body has a document, the log computes
   * the hash anew.
   */
  readonly documentHash: string | null;
  readonly operationName: string | null;
  /** `OK`, `PARTIAL`, or the registry code that refused the request. */
  readonly code: string;
  readonly durationMs: number;
  /** Number of requests in an aggregated REFUSED entry. */
  readonly count?: number;
  /** Heads of other logs that the entry names, in clear: see `writeNamed`. */
  readonly heads?: readonly string[];
  /** Entries of another log that the entry is about, in clear: see `writeSpan`. */
  readonly spans?: readonly string[];
  /** Of the three kinds of a person's request: its id. */
  readonly subjectRequest?: string;
  /** Of the same: whose data was asked for, whose request was answered, or whom something may be told; an agency of the directory. */
  readonly subjectAgency?: string;
  /** Of a SUBJECT_ANSWERED: SHA-256 of the letter, hex. It has 128 random bits, so nobody finds its words by trying. */
  readonly letterSha256?: string;
  /** Keyed pseudonym of the network address that an aggregated REFUSED entry came from; never the address. */
  readonly source?: string;
}

/** The clear part of an entry: what search needs, and nothing that reveals a case. */
export interface EntryHeader extends Omit<StatedHeader, 'at' | 'subject'> {
  /** Format of the entry. */
  readonly version: 2;
  /** Log id: one log per writing instance. */
  readonly log: string;
  /** The request's `asOf`, UTC ISO 8601 with milliseconds. */
  readonly askedAt: string;
  /** When the entry was placed; never falls within a log. */
  readonly at: string;
  /** Pseudonym of the asker, keyed by agency and year: 32 hex digits. */
  readonly asker: string | null;
  /** Pseudonym of whom the asker acted for; delegation is refused, so always null. */
  readonly actor: string | null;
  /** Sources that were asked. */
  readonly sources: readonly string[];
  /** Agencies that entered what was disclosed. */
  readonly originators: readonly string[];
  /** Data categories of what was disclosed. */
  readonly categories: readonly string[];
  /** Rules by which something was withheld. */
  readonly rules: readonly string[];
  /** Number of subjects in `disclosed`. */
  readonly disclosed: number;
  readonly retention: Retention;
  /** Sources that did not say themselves what they disclosed. */
  readonly manifestAbsent?: readonly string[];
}

/** Decisions under one envelope, as a source states them. */
export interface StatedDecisions extends Omit<DecidedGroup, 'under' | 'below'> {
  /** Canonical text of the envelope; null if no record decided. */
  readonly envelope: string | null;
  readonly below: readonly Lesser[];
}

/** Decisions as a gateway states them, before the log replaces envelopes by digests. */
export interface StatedDecided extends Omit<Decided, 'groups'> {
  readonly decisions: readonly StatedDecisions[];
}

/** The sealed part of an entry as it is read: with the asker's name. */
export type ReadBody = EntryBody & { readonly subject: string | null };

/** An entry to append. The log adds its own id, the index and the time. */
export interface NewEntry {
  readonly header: StatedHeader;
  readonly body: EntryBody;
  /** Becomes part of the body; its envelopes are stored before the entry. */
  readonly decided?: StatedDecided;
}

/** Who is refused without an entry of each: a stranger, by network address, or a viewer who is refused too often. */
export type RefusedParty = string | RefusedViewer;

/** A viewer whose refusals are counted. */
export type RefusedViewer = { readonly [Member in 'subject' | 'agency' | 'agencyKind' | 'role']: string };

/** The client's proof that its look was logged before it was answered. */
export interface Receipt {
  readonly log: string;
  /** From 0. */
  readonly index: number;
  /** RFC 9162 leaf hash of the stored bytes, hex. */
  readonly leafHash: string;
}

/** The writer's side of the log. */
export interface AuditLog {
  readonly logId: string;
  /** Resolves when the entry is durable; group commit. Throws PortcullisError AUDIT_UNAVAILABLE. */
  append(entry: NewEntry): Promise<Receipt>;
  /** Counts a refusal; written aggregated per party, code and second, never before an outcome. */
  countRefused(party: RefusedParty, code: string, at: string): void;
  /** True if an entry could be written now. */
  writable(): Promise<boolean>;
  /** False if no quorum of witnesses has cosigned the log for a minute; absent if there are no witnesses. */
  isWitnessed?(): boolean;
  /** False if a log that the register names is gone or was changed; absent if there is no register. */
  areLogsWhole?(): boolean;
  /** False, or an error, if the database of the entry keys cannot be reached: the next day's keys are not in memory. */
  areKeysReachable?(): Promise<boolean>;
  /** Flushes and stops. */
  close(): Promise<void>;
}

/** What a writing process needs of its instance's register. */
export interface Registering {
  /**
   * Names a log before its first entry; returns the head of the register that names it.
   *
   * @throws PortcullisError AUDIT_FORKED if the log does not extend what was named of it; AUDIT_UNAVAILABLE
   */
  opened(log: string): Promise<Head>;
  /** Notes that nobody writes the log any more. */
  closed(log: string): void;
  /** False if a log that was named is gone or was changed. */
  isWhole(): boolean;
}
