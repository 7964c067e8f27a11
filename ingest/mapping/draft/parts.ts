import type { MappedKind } from '../catalogue/index.js';
import type { DraftColumn } from './assign.js';
import type { ChosenKey } from './chooseKey.js';
import type { DraftField } from './draftField.js';
import type { Layout } from './sample/layout.js';

/** What a draft is written from. */
export interface DraftParts extends ChosenKey {
  readonly file: string;
  readonly kind: MappedKind;
  /** What the file could be too, the likeliest first. */
  readonly otherKinds: readonly MappedKind[];
  readonly kindDoubtful: boolean;
  readonly layout: Layout;
  readonly nullValues: readonly string[];
  readonly decimalComma: boolean;
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
