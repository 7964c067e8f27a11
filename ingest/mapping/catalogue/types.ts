import type { CodeList } from '../../../schema/records/description/codeList.js';
import type { ScalarKind } from '../../../schema/records/description/fields.js';

/** Type of a field: how a value is read unless the mapping says otherwise. */
export type FieldType =
  | Exclude<ScalarKind, 'pointer' | 'properties'>
  /** A code of a list that is stored as a number. */
  | 'numberCode';

/** One field of a kind of record. */
export interface FieldEntry {
  readonly type: FieldType;
  /** What it is, in one line, with unit or code list; absent where the SDL describes `node`. */
  readonly about?: string;
  /** Where the SDL shows it: a type, and fields from there. */
  readonly node?: readonly string[];
  /** The values that it may have, for `code` and `numberCode`. */
  readonly codes?: readonly string[];
  /** The list of these codes. */
  readonly list?: CodeList;
  /** Of an instant: the field beside it for its precision. */
  readonly precisionField?: string;
  /** Of an instant: the field beside it for the text, where that is less than an instant. */
  readonly statedField?: string;
  /** Without it there is no record; in a group, no element of the group. */
  readonly required?: true;
  /** It restricts who sees the record or a part of it: a value that cannot be read must not be dropped. */
  readonly protects?: true;
}

/** A list of objects within a record. */
export interface GroupEntry {
  /** Field that the group's own name means, e.g. `name` for `names`. */
  readonly main: string;
  /** Fields that every element needs. */
  readonly needs: readonly string[];
  /** Values of an element that the mapping does not state. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** True where elements carry `sequence`, their position from 1. */
  readonly sequence?: true;
}

/** An object within a record. */
export interface ObjectRule {
  /** Fields that it needs. */
  readonly needs: readonly string[];
  /** Values that the mapping does not state. */
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
  /** Values of a record that the mapping does not state. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Fields that default to another field, e.g. `{ periodTo: 'periodFrom' }`. */
  readonly taken: Readonly<Record<string, string>>;
}
