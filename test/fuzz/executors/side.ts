import type { DocumentNode } from 'graphql';
import type { WithheldLine } from '../../../client/withheld.js';
import type { FuzzCase } from '../case.js';
import type { SourceCall } from '../world/sources.js';

/** What an executor made of a case. */
export interface SideResult {
  readonly data: unknown;
  readonly errors: readonly SideError[];
  /** Set where it gave the whole answer up, and why. */
  readonly gaveUp: string | null;
  readonly calls: readonly SourceCall[];
  /** What sources reported as withheld, where they were asked for cells. */
  readonly withheld?: readonly WithheldLine[];
}

export interface SideError {
  readonly message: string;
  readonly code: string | null;
  readonly path: readonly (string | number)[] | null;
  readonly source: string | null;
}

/** An executor under test, or the one that it is held against. */
export interface Side {
  run(fuzzCase: FuzzCase, document: DocumentNode): Promise<SideResult>;
}
