/** What the build must know of `policy/matrix.yaml`. */
export interface MatrixRows {
  /** Its categories. */
  readonly categories: ReadonlySet<string>;
  /** Those that no cell lends to anybody: the originator's alone, and so stricter than any other. */
  readonly lentToNobody: ReadonlySet<string>;
  /** Those of persons, which are masked where the person is protected. */
  readonly personal: ReadonlySet<string>;
}
