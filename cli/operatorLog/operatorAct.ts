import type { DisclosedGroup, EntryKind } from '../../auditlog/types.js';
import type { Act } from '../../storage/acts/act.js';
import { newId } from '../../storage/keys/ref.js';

/** The members of an act that begins now. @param prefix of the id */
export function beginAct(prefix: string, operator: string | null, originator: string | null = null) {
  return { id: newId(prefix), operator, originator, startedAt: new Date().toISOString() };
}

/** Acts that change nothing: one entry each, before anything is shown. */
export const lookKinds = {
  /** A dry run. */
  ingest: 'INGEST',
  /** Names records of an export, where one entry cannot name them all. */
  exportRecords: 'INGEST',
  history: 'INGEST',
  quarantineShow: 'INGEST',
  mappingCheck: 'ADMIN',
  policyExplain: 'ADMIN',
  policySimulate: 'ADMIN',
  token: 'ADMIN',
  /** At the console by a link, without a token yet; and what was refused there. */
  signIn: 'ADMIN',
  signInRefused: 'REFUSED',
  auditVerify: 'ADMIN',
  auditReplay: 'ADMIN',
  auditExport: 'ADMIN',
  auditIndex: 'ADMIN',
  auditAbsence: 'ADMIN',
} as const satisfies Readonly<Record<string, EntryKind>>;

/** What an operator did, for the audit log. */
export interface OperatorAct<Name extends string> {
  /** A GraphQL name: the log takes no other. */
  readonly act: Name;
  /** Id of the run, export, look ...: the entry's request id. */
  readonly id: string;
  /** Null: nobody is known. */
  readonly operator: string | null;
  /** The agency whose auditors may see it; null: the supervisor's alone. */
  readonly originator: string | null;
  readonly startedAt: string;
  /** What auditors may read of it: counts, files, hashes. Never a value of a record, never a key. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Records that it discloses: "who has seen this person?" finds it by them. */
  readonly disclosed?: readonly DisclosedGroup[];
  /** SHA-256 of what it states, hex, unsealed. */
  readonly documentHash?: string;
}

/** An act that changes nothing. */
export interface Look extends OperatorAct<keyof typeof lookKinds> {
  /** A code of the registry; `OK` where absent. */
  readonly code?: string;
}

/** A change, or an export, which cannot be undone either. */
export interface Change
  extends OperatorAct<
    | 'ingest'
    | 'purge'
    | 'export'
    | 'quarantineExport'
    | 'keysRotate'
    | 'keysRewrap'
    | 'keysRenew'
    | 'keysExport'
    | 'backup'
    | 'backupRemove'
    | 'restore'
    | 'policyChange'
    | 'documentsRegister'
    | 'documentsRevoke'
    | 'loadDemonstration'
  > {
  /** What it takes away, for the list of acts that a restored backup would undo. */
  readonly takes?: Iterable<Act> | AsyncIterable<Act>;
}

/** Acts that dispose of log entries: one entry each, under exactly the given id. */
export const dispositionKinds = {
  erase: 'ERASE',
  hold: 'HOLD',
  release: 'RELEASE',
  expire: 'EXPIRE',
} as const satisfies Readonly<Record<string, EntryKind>>;

/** A disposition of log entries. */
export interface Disposition extends OperatorAct<keyof typeof dispositionKinds> {
  /** The entries, unsealed, where the id does not name them. */
  readonly spans?: readonly string[];
  readonly caseReference?: string;
}

/** How a change ended. */
export interface Ended<T> {
  readonly value: T;
  /** Facts known only at the end, beside those of the act. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** A code of the registry; `OK` where absent. */
  readonly code?: string;
}

/** The log of what operators do. */
export interface OperatorLog {
  /** Writes one entry for each. @throws AUDIT_UNAVAILABLE: show nothing then */
  look(...acts: readonly Look[]): Promise<void>;
  /**
   * Writes INTENT, does the work, and writes OUTCOME under the same request id, even where the work fails.
   *
   * @throws what the work throws; AUDIT_UNAVAILABLE before the work, which does not begin then, or after it, where recovery
   *   closes the INTENT as UNKNOWN
   */
  perform<T>(act: Change, work: () => Promise<Ended<T>>): Promise<T>;
  /**
   * Writes one entry for each, signed when this resolves. An id that has an entry belongs to an act that was interrupted, and is skipped.
   *
   * @throws AUDIT_UNAVAILABLE: dispose of nothing then
   */
  dispose(...acts: readonly Disposition[]): Promise<void>;
}
