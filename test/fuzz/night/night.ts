import type { Random } from '../world/random.js';
import type { Deliveries } from './house/deliveries.js';
import type { House } from './house/house.js';
import type { Issuer } from './house/issuer.js';
import type { Asked, Officer } from './load/ask.js';
import type { Words } from './words.js';

/** A time in which something is broken on purpose, ms: until when answers may be refused. */
export interface Trouble {
  readonly name: string;
  readonly from: number;
  to: number;
  /** How questions may end meanwhile; absent: by any end of the connection, and any code that says that something is not to be had. */
  readonly codes?: readonly string[];
}

/** What every event and every law of a night works with. */
export interface Night {
  readonly random: Random;
  readonly words: Words;
  readonly house: House;
  readonly issuer: Issuer;
  readonly deliveries: Deliveries;
  readonly officers: readonly Officer[];
  readonly asked: Asked[];
  readonly troubles: Trouble[];
  /** How long answers took to come again after each trouble, ms. */
  readonly recovered: Record<string, number>;
  readonly kept: Kept;
  /** A law is broken. */
  find(law: string, what: string): void;
  say(line: string): void;
  /** Does something that may cost answers, and waits until they come again. */
  trouble(name: string, work: () => Promise<void>, codes?: readonly string[]): Promise<void>;
}

/** What events leave for the end of the night. */
export interface Kept {
  /** Of the first backup: when it was begun, and its folder. */
  backup?: { readonly begunAt: number; readonly path: string };
  readonly erased: { readonly log: string; readonly index: number }[];
  readonly revoked: string[];
  /** What could not be tried here, and why. */
  readonly skipped: string[];
}
