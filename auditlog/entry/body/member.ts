import type { ExtractedDocument } from '../../extractLiterals.js';
import type { EntrySource, EntryWithheld, Exported } from './parts.js';

/** What is known of a request when its entry is made. */
export interface Look {
  /** The request, as far as it got. */
  readonly asked: {
    readonly parameters?: { readonly variables: Readonly<Record<string, unknown>> };
    readonly facts?: { readonly caseReference?: string | undefined };
    readonly justification?: string;
    readonly operationName?: string | null;
    /** Absent if the client sent the document itself. */
    readonly registered?: object;
    readonly sources: readonly EntrySource[];
    readonly exported?: Exported | undefined;
    /** Of the answer to a person's request alone. */
    readonly subjectAct?: { readonly decision?: string };
  };
  /** Its answer; null if there is none. */
  readonly answer: {
    /** What each source stated: `Stated`. */
    readonly collected?: { readonly stated: readonly Readonly<Record<string, unknown>>[] };
    readonly shaped?: { readonly withheld: readonly EntryWithheld[] };
  } | null;
  readonly extracted: ExtractedDocument | null;
  readonly errorCodes: readonly string[];
}

/** Categories of an entry's data: how the request went, whom it names, and the asker's own words. */
export type EntryCategory = 'audit.log' | 'audit.disclosed' | 'audit.content';

/** A field of `AuditEntry` that shows a member, or a part of it. */
export interface AuditorField<Value> {
  /** SDL type. */
  readonly type: string;
  readonly category: EntryCategory;
  /** The value of the field; absent: the member as it is. */
  readonly of?: (value: Value | undefined) => unknown;
}

/** What a token stands for. Each kind has tokens of its own: equal texts of two kinds never match. */
export type TokenKind = 'entity' | 'presence' | 'asked' | 'name' | 'case' | 'justification' | 'grant' | 'source';

/** How entries are found by a member, by whole values only. */
export interface FoundBy<Value> {
  readonly kind: TokenKind;
  /** Leaf of `AuditEntryFilter`. */
  readonly filter: string;
  readonly of: (value: Value) => readonly string[];
  /** Normalises a search text before it is compared; absent: compared as it is. */
  readonly sought?: (text: string) => string;
}

/** A member that sources state in their manifests, under its name; in every manifest, if every body has it. */
export interface StatedBySource<Value> {
  readonly isValid: (value: unknown) => boolean;
  /** Joins what the sources of one answer state. */
  readonly join: (stated: readonly Value[]) => Value;
}

/** A member of the sealed body. */
export interface Member<Value> {
  /** How it is read from a request; absent if sources state it, or the maker of the entry does. */
  readonly read?: (look: Look) => Value | undefined;
  readonly statedBySource?: StatedBySource<Value>;
  readonly foundBy?: FoundBy<Value>;
  readonly fields: Readonly<Record<string, AuditorField<Value>>>;
}

/** A member that every body has: `empty` if nothing is stated. */
export function always<Value>(empty: Value, member: Member<Value>): Member<Value> & { readonly empty: Value } {
  return { empty, ...member };
}

/** A member that is absent if nothing is stated. */
export function sometimes<Value>(member: Member<Value>): Member<Value> {
  return member;
}

/** A member that sources state. */
export function statedBySources<Value, Base extends Member<Value>>(
  member: Base & Member<Value>,
  statedBySource: StatedBySource<Value>,
): Base & { readonly statedBySource: StatedBySource<Value> } {
  return { statedBySource, ...member };
}
