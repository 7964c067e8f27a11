import type { Asker } from '../../support/deployment.js';

/** What was crawled so far. */
export interface Crawled {
  operations: number;
  /** By code. */
  readonly refusals: Record<string, number>;
  /** Questions that were asked again, for the machine was too busy to answer. */
  late: number;
  /** Objects that were looked at. */
  objects: number;
  /** Answers whose second page was read, too. */
  turned: number;
  /** Edges of the longest walk that gave an object at its end. */
  longest: number;
  /** Paths that were asked for, with the values at their end. */
  readonly paths: Set<string>;
  /** By kind of the agency that asked. */
  readonly kinds: Record<string, number>;
  readonly differences: {
    readonly seed: number;
    readonly asker: Asker;
    readonly query: string;
    readonly what: string;
  }[];
}

/** A crawl that has not begun. */
export function nothingCrawled(): Crawled {
  return {
    ...{ operations: 0, late: 0, objects: 0, turned: 0, longest: 0 },
    ...{ refusals: {}, paths: new Set(), kinds: {}, differences: [] },
  };
}
