import type { CodeList } from '../../../schema/records/description/codeList.js';
import type { ScalarKind } from '../../../schema/records/description/fields.js';

/** What a field holds: decides how a value is read where the mapping says no more. */
export type FieldType =
  | Exclude<ScalarKind, 'pointer' | 'properties'>
  /** A code of a list that is stored as a number. */
  | 'numberCode';

/** One field of a kind of record. */
export interface FieldEntry {
  readonly type: FieldType;
  /** What it is, in one line, with unit or code list; what the SDL says of `node` where absent. */
  readonly about?: string;
  /** Where the SDL shows it: a type, and fields from there. */
  readonly node?: readonly string[];
  /** The values that it may have, for `code` and `numberCode`. */
  readonly codes?: readonly string[];
  /** The list of these codes. */
  readonly list?: CodeList;
  /** Of an instant: field beside it that says how exact it is. */
  readonly precisionField?: string;
  /** Of an instant: field beside it that keeps the text, where the text says less than an instant. */
  readonly statedField?: string;
  /** Without it there is no record; in a group, no element of the group. */
  readonly required?: true;
  /** It restricts who sees the record or a part of it: what cannot be read must not fall away. */
  readonly protects?: true;
}

/** A list of objects within a record. */
export interface GroupEntry {
  /** Field that a mapping means when it names the group alone, e.g. `name` for `names`. */
  readonly main: string;
  /** Fields without which an element means nothing. */
  readonly needs: readonly string[];
  /** What an element has where the mapping does not say. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** True where elements carry `sequence`, their position from 1. */
  readonly sequence?: true;
}

/** An object within a record. */
export interface ObjectRule {
  /** What it must have to mean anything. */
  readonly needs: readonly string[];
  /** What it has where the mapping does not say. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** Everything that a mapping may fill in one kind of record. */
export interface KindCatalogue {
  readonly about: string;
  readonly fields: Readonly<Record<string, FieldEntry>>;
  /** By path without the brackets of the group itself, e.g. `names`, `houseConsignments[].parties`. */
  readonly groups: Readonly<Record<string, GroupEntry>>;
  /** By path in the same way, e.g. `place`, `parties[].subject`. */
  readonly objects: Readonly<Record<string, ObjectRule>>;
  /** What a record of this kind has where the mapping does not say. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Fields that are taken from others beside them where the mapping does not say, e.g. `{ periodTo: 'periodFrom' }`. */
  readonly taken: Readonly<Record<string, string>>;
}
