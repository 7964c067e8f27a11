import type { ExtractedDocument } from '../../extractLiterals.js';
import type { EntrySource, EntryWithheld } from './parts.js';

/** What is known of a request when its entry is made. */
export interface Look {
  /** The request as far as it came. */
  readonly asked: {
    readonly parameters?: { readonly variables: Readonly<Record<string, unknown>> };
    readonly facts?: { readonly caseReference?: string | undefined };
    readonly justification?: string;
    readonly operationName?: string | null;
    /** Absent where the client sent the document itself. */
    readonly registered?: object;
    readonly sources: readonly EntrySource[];
  };
  /** What its answer tells; null where there is none. */
  readonly answer: {
    /** What sources stated, by member: `Stated`. */
    readonly collected?: { readonly stated: readonly Readonly<Record<string, unknown>>[] };
    readonly shaped?: { readonly withheld: readonly EntryWithheld[] };
  } | null;
  readonly extracted: ExtractedDocument | null;
  readonly errorCodes: readonly string[];
}

/** Categories of what an entry says: who may read of the log at all, whom it names, and the asker's own words. */
export type EntryCategory = 'audit.log' | 'audit.disclosed' | 'audit.content';

/** Where the auditor sees a member, or a part of it: a field of `AuditEntry`. */
export interface AuditorField<Value> {
  /** As the SDL has it. */
  readonly type: string;
  readonly category: EntryCategory;
  /** What the field gives; absent: the member as it is. */
  readonly of?: (value: Value | undefined) => unknown;
}

/** What a token stands for: each kind has tokens of its own, so that equal texts of two kinds do not meet. */
export type TokenKind = 'entity' | 'presence' | 'asked' | 'name' | 'case' | 'justification' | 'grant' | 'source';

/** What entries are found by, whole values only. */
export interface FoundBy<Value> {
  readonly kind: TokenKind;
  /** Leaf of `AuditEntryFilter`. */
  readonly filter: string;
  readonly of: (value: Value) => readonly string[];
  /** The form in which a text that is searched for is compared; as it is where absent. */
  readonly sought?: (text: string) => string;
}

/** What a source states in its manifest, under the member's name. A member that each body has stands in each manifest too. */
export interface SaidBySource<Value> {
  readonly isValid: (value: unknown) => boolean;
  /** What the sources of one answer state together. */
  readonly join: (stated: readonly Value[]) => Value;
}

/** A member of the sealed body. */
export interface Member<Value> {
  /** How it is read from a request; absent: its sources state it, or the one who makes the entry does. */
  readonly read?: (look: Look) => Value | undefined;
  readonly saidBySource?: SaidBySource<Value>;
  readonly foundBy?: FoundBy<Value>;
  readonly fields: Readonly<Record<string, AuditorField<Value>>>;
}

/** A member that each body has. */
export interface StandingMember<Value> extends Member<Value> {
  /** What stands there where nothing is said. */
  readonly empty: Value;
}

/** A member that each body has: `empty` where nothing is said. */
export function always<Value>(empty: Value, said: Member<Value>): StandingMember<Value> {
  return { empty, ...said };
}

/** A member that is absent where nothing is said. */
export function sometimes<Value>(said: Member<Value>): Member<Value> {
  return said;
}

/** A member that sources state. */
export function saidBySources<Value, Said extends Member<Value>>(
  said: Said & Member<Value>,
  saidBySource: SaidBySource<Value>,
): Said & { readonly saidBySource: SaidBySource<Value> } {
  return { ...said, saidBySource };
}
