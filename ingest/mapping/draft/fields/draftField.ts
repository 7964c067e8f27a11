/** One field of a draft, with its comments. */
export interface DraftField {
  readonly field: string;
  /** Members of the spec; a lone `column` is written short. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Columns as people are shown them. */
  readonly shown: string;
  readonly sure: boolean;
  readonly todo?: string;
  /** Texts of the column that mean nothing. */
  readonly nullValues?: readonly string[];
  /** Values of the column for which no code is known. */
  readonly uncoded?: readonly string[];
}
