import type { Role } from '../../policy/types.js';
import type { Waiting } from '../../storage/pool/waitOut.js';
import type { Asking } from '../demo/ask.js';

/** A screening of a file. */
export interface Screening {
  /** The file; `-` is standard input. */
  readonly path: string;
  readonly output: string;
  /** GraphQL endpoint. */
  readonly url: string;
  /** A valid token. */
  readonly token: () => Promise<string>;
  /** The gateway as the operator named it: its endpoint, or the data directory. */
  readonly where: string;
  readonly asker: Asking;
  readonly role: Role;
  /** True for a role that may run registered documents only: this folder's document is asked by its id. */
  readonly registered: boolean;
  /** Most matches of each line. */
  readonly first: number;
  /** Folder of certificates. */
  readonly certificates?: string | undefined;
  /** How it waits for a gateway that is down or busy. */
  readonly waiting: Waiting;
  /** Called after each batch: answered lines, and how many of them an earlier run answered. */
  readonly onProgress: (lines: number, before: number) => void;
}
