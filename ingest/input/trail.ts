/** A place in a file, behind one of its records. */
export interface FilePlace {
  /** Bytes before it, unpacked. */
  readonly offset: number;
  /** Lines before it. */
  readonly line: number;
  /** What else the reader has to know there; JSON. */
  readonly state?: unknown;
}

/** Where the reading of a file begins, and who is told how far it is. */
export interface Trail {
  readonly from: FilePlace;
  /**
   * Called before the next record is read: all records before this place were taken.
   *
   * @param place a function where it costs something; null where nobody can go on there
   */
  passed(place: FilePlace | (() => FilePlace | null)): void;
}
