/** What the build needs of `policy/matrix.yaml`. */
export interface MatrixRows {
  readonly categories: ReadonlySet<string>;
  /** Categories that no cell lends to anybody: the originator's alone, and so stricter than any other. */
  readonly lentToNobody: ReadonlySet<string>;
  /** Categories of data on persons, which are masked where the person is protected. */
  readonly personal: ReadonlySet<string>;
}
