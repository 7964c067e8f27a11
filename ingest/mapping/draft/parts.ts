import type { MappedKind } from '../catalogue/index.js';
import type { DraftField } from './fields/draftField.js';
import type { ChosenKey } from './guess/chooseKey.js';
import type { DraftColumn } from './guess/draftColumns.js';
import type { Layout } from './sample/layout.js';

/** What a draft is written from. */
export interface DraftParts extends ChosenKey {
  readonly file: string;
  readonly kind: MappedKind;
  /** Other kinds that the file could be, the likeliest first. */
  readonly otherKinds: readonly MappedKind[];
  readonly kindDoubtful: boolean;
  readonly layout: Layout;
  readonly nullValues: readonly string[];
  readonly decimalComma: boolean;
  readonly where: string | null;
  /** Rows that `where` leaves out. */
  readonly left: number;
  /** The column that states which rows are of the draft's kind; null where there is none. */
  readonly kindColumn: DraftKindColumn | null;
  readonly fields: readonly DraftField[];
  readonly ignored: readonly DraftColumn[];
  readonly rows: number;
  readonly cut: boolean;
}

/** The rows that a draft is for, by a column that states the kind of each. */
export interface DraftKindColumn {
  readonly column: string;
  readonly values: readonly string[];
  /** Values of the rows that are something else. */
  readonly others: readonly string[];
  /** How many such rows there are. */
  readonly left: number;
}
