import type { FilePlace } from '../input/trail.js';
import type { Memory } from '../spill/remembering.js';

/** Where the reading of a delivery stood, so that another process can go on there. */
export interface Bookmark {
  /** Items before it. */
  readonly seq: number;
  /** The file that is read on from, counted in the order in which the format reads them. */
  readonly file: number;
  readonly place: FilePlace;
  /** What the parts of the reading learned since the bookmark before it, by name; all of it, in one that is gone back to. */
  readonly memories: Map<string, Memory>;
}
