import type { Role } from '../../policy/types.js';
import type { Asking } from '../demo/ask.js';

/** A screening of a file. */
export interface Screening {
  /** The file; `-` is standard input. */
  readonly path: string;
  readonly output: string;
  /** GraphQL endpoint. */
  readonly url: string;
  /** A token that is good now. */
  readonly token: () => Promise<string>;
  /** What is asked, as the operator named it: the endpoint, or the data directory. */
  readonly where: string;
  readonly asker: Asking;
  readonly role: Role;
  /** True for a viewer who may run registered documents only: that of this folder is one then. */
  readonly registered: boolean;
  /** Matches of each line at most. */
  readonly first: number;
  /** Folder of certificates. */
  readonly certificates?: string | undefined;
  /** Told after each batch: lines that are answered, bytes of the file that are read, and all of them. */
  readonly onProgress: (lines: number, bytes: number, total: number) => void;
}
