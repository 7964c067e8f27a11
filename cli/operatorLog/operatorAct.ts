import type { DisclosedGroup, EntryKind } from '../../auditlog/types.js';
import { newId } from '../../storage/keys/ref.js';

/** What all acts are made of that begin now. @param prefix of the id */
export function beginAct(prefix: string, operator: string, originator: string | null = null) {
  return { id: newId(prefix), operator, originator, startedAt: new Date().toISOString() };
}

/** Acts that change nothing: one entry, before anything is shown. The kind says what was looked at. */
export const lookKinds = {
  /** A dry run. */
  ingest: 'INGEST',
  /** Records of an export, where one entry cannot name them all. */
  exportRecords: 'INGEST',
  history: 'INGEST',
  quarantineShow: 'INGEST',
  mappingCheck: 'ADMIN',
  policyExplain: 'ADMIN',
  policySimulate: 'ADMIN',
  token: 'ADMIN',
  auditVerify: 'ADMIN',
  auditReplay: 'ADMIN',
  auditExport: 'ADMIN',
  auditIndex: 'ADMIN',
  auditAbsence: 'ADMIN',
} as const satisfies Readonly<Record<string, EntryKind>>;

/** What an operator did, for the audit log. */
export interface OperatorAct<Name extends string> {
  /** A name as GraphQL has them: the log keeps no other. */
  readonly act: Name;
  /** Id of the run, export, look ...: the entry's request id. */
  readonly id: string;
  readonly operator: string;
  /** The agency whose auditors may see it; null: no agency's, the supervisor's alone. */
  readonly originator: string | null;
  readonly startedAt: string;
  /** What auditors may read of it: counts, files, hashes. Never a value of a record, nor a key. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Records that it shows or gives away: "who has seen this person?" finds it by them. */
  readonly disclosed?: readonly DisclosedGroup[];
  /** SHA-256 of what it states, hex; stands in clear. */
  readonly documentHash?: string;
}

/** An act that changes nothing. */
export type Look = OperatorAct<keyof typeof lookKinds>;

/** A change, or an export: what leaves is no more to be had back than what is taken away. */
export type Change = OperatorAct<
  | 'ingest'
  | 'purge'
  | 'export'
  | 'quarantineExport'
  | 'keysRotate'
  | 'keysRewrap'
  | 'policyChange'
  | 'documentsRegister'
  | 'documentsRevoke'
  | 'loadDemonstration'
>;

/** Acts that say what becomes of entries of a log: an entry each, under the very id that says it. */
export const dispositionKinds = {
  erase: 'ERASE',
  hold: 'HOLD',
  release: 'RELEASE',
  expire: 'EXPIRE',
} as const satisfies Readonly<Record<string, EntryKind>>;

/** That something becomes of entries of a log. */
export interface Disposition extends OperatorAct<keyof typeof dispositionKinds> {
  /** The entries, in clear, where the id does not name them. */
  readonly spans?: readonly string[];
  readonly caseReference?: string;
}

/** How a change ended. */
export interface Ended<T> {
  readonly value: T;
  /** What is known only now, beside the facts of the act. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** A code of the registry; `OK` where absent. */
  readonly code?: string;
}

/** The log of what operators do. */
export interface OperatorLog {
  /** Writes one entry of each. @throws AUDIT_UNAVAILABLE: then nothing is shown */
  look(...acts: readonly Look[]): Promise<void>;
  /**
   * Writes INTENT, does the work, writes OUTCOME under the same request id, also where the work fails.
   *
   * @throws AUDIT_UNAVAILABLE before the work, which is not begun then; or after it: then recovery closes the INTENT as
   *   UNKNOWN; and what the work throws
   */
  perform<T>(act: Change, work: () => Promise<Ended<T>>): Promise<T>;
  /**
   * Writes an entry of each, signed when this resolves; one whose id an entry has is of an act that was cut short.
   *
   * @throws AUDIT_UNAVAILABLE: then nothing becomes of any
   */
  dispose(...acts: readonly Disposition[]): Promise<void>;
}
