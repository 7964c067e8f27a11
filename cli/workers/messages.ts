import type { PolicyFiles } from '../../policy/loading/mistake.js';

/** What a worker is told to be, once it has said hello. */
export interface Assignment {
  /** 1, 2, 3 …: the lowest that no living worker has. Its log is named by it. */
  readonly slot: number;
  /** How many workers serve together; what a remote source is asked at once is divided by it. */
  readonly of: number;
  /** The policy that all of them serve by: the primary read and checked it. */
  readonly policy: PolicyFiles;
}

/** What a worker asks of the budget of objects that all of them share; `number` tells its claims apart. */
export interface Claim {
  readonly number: number;
  readonly viewer: string;
  readonly objects: number;
  /** So many more, where there are enough. */
  readonly spare: number;
}

/** What came of a claim. */
export interface Grant {
  readonly number: number;
  /** 0 where it was taken; else the seconds until it could be. */
  readonly waitSeconds: number;
  readonly spare: number;
}

/** From the primary to a worker. */
export type Order =
  | { readonly type: 'begin'; readonly assignment: Assignment }
  | { readonly type: 'granted'; readonly grant: Grant }
  /** Its log is named in the register, by the entry under this head of it. */
  | { readonly type: 'named'; readonly head: string; readonly isWhole: boolean }
  /** Its log may not be written; one line says why. */
  | {
      readonly type: 'unnamed';
      readonly code: 'AUDIT_FORKED' | 'AUDIT_UNAVAILABLE';
      readonly reason: string;
      readonly mayPass: boolean;
    }
  /** Whether all logs are what the register names. */
  | { readonly type: 'whole'; readonly isWhole: boolean }
  /** A successor listens: take no more connections, and say `drained` when the open ones are done. */
  | { readonly type: 'drain' }
  /** Close everything and end. */
  | { readonly type: 'stop' };

/** From a worker to the primary. */
export type Report =
  | { readonly type: 'hello' }
  | { readonly type: 'ready'; readonly url: string }
  /** It could not start; one line, without values, and whether it could be otherwise soon: another is started then. */
  | { readonly type: 'failed'; readonly reason: string; readonly mayPass: boolean }
  /** It is about to write a log. */
  | { readonly type: 'log'; readonly log: string }
  | { readonly type: 'claim'; readonly claim: Claim }
  | { readonly type: 'drained' };
