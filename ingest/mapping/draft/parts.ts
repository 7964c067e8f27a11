// SPDX-License-Identifier: Apache-2.0
import type { MappedKind } from '../catalogue/index.js';
import type { DraftColumn } from './assign.js';
import type { DraftField } from './draftField.js';
import type { Layout } from './sample/layout.js';

/** What a draft is written from. */
export interface DraftParts {
  readonly file: string;
  readonly kind: MappedKind;
  /** What the file could be too, the likeliest first. */
  readonly otherKinds: readonly MappedKind[];
  readonly kindDoubtful: boolean;
  readonly layout: Layout;
  readonly nullValues: readonly string[];
  readonly decimalComma: boolean;
  readonly key: DraftKey;
  /** Records, where rows that stand together have one key and make one; null where each row makes one. */
  readonly merged: number | null;
  /** A column that would be a key but for a few rows. */
  readonly nearly: string | null;
  /** No header says that it is one, and so few rows do not prove it. */
  readonly keyDoubtful: boolean;
  readonly where: string | null;
  /** Rows that `where` leaves out. */
  readonly left: number;
  /** The column that says which rows are of the draft's kind; null where all are, or none says. */
  readonly kindColumn: DraftKindColumn | null;
  readonly fields: readonly DraftField[];
  readonly ignored: readonly DraftColumn[];
  readonly rows: number;
  readonly cut: boolean;
}

/** Which rows a draft is for, by a column that says what each is. */
export interface DraftKindColumn {
  readonly column: string;
  readonly values: readonly string[];
  /** Values of the rows that are something else. */
  readonly others: readonly string[];
  /** How many those are. */
  readonly left: number;
}

/** A column whose values are all different, or null: then a hash of the row. */
export type DraftKey = string | null;
