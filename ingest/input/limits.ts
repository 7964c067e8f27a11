/** Limits on a file, so that none can fill memory, disk or an operator's night. */
export interface InputLimits {
  /** Bytes of one file, unpacked; of an archive, of all its entries together. */
  readonly fileBytes: number;
  /** Unpacked bytes for each packed one. */
  readonly unpackedRatio: number;
  /** Unpacked bytes up to which the ratio does not count. */
  readonly ratioFromBytes: number;
  /** Entries of an archive, folders included. */
  readonly archiveEntries: number;
}

/** The limits unless the caller states others. */
export const defaultLimits: InputLimits = {
  // Why 64 GiB: four times the largest list published today (OpenSanctions' statements, some 15 GB unpacked).
  fileBytes: 64 * 2 ** 30,
  // Why 250: lists pack 5 to 20 to one, XML messages up to some 100; the densest that deflate can do is 1032.
  unpackedRatio: 250,
  // Why: a small file of one repeated line is harmless, and may exceed any ratio.
  ratioFromBytes: 32 * 2 ** 20,
  // Why: a day's messages of a large customs office; each entry costs a seek before the first is read.
  archiveEntries: 10_000,
};

/** Bytes of a file's head, by which formats recognise it. */
export const headBytes = 65_536;
