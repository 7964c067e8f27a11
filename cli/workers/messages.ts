import type { PolicyFiles } from '../../policy/loading/mistake.js';

/** What a worker becomes, once it has said hello. */
export interface Assignment {
  /** 1, 2, 3 …: the lowest that no living worker has. Its log is named by it. */
  readonly slot: number;
  /** How many workers serve together; requests to remote sources are divided by it. */
  readonly of: number;
  /** The policy of all workers, as the primary read and checked it. */
  readonly policy: PolicyFiles;
}

/** A worker's claim on the budget of objects that all workers share; `number` identifies it. */
export interface Claim {
  readonly number: number;
  readonly viewer: string;
  readonly objects: number;
  /** How many more it takes, where there are enough. */
  readonly spare: number;
}

/** The answer to a claim. */
export interface Grant {
  readonly number: number;
  /** 0 where it was granted; else the seconds until it could be. */
  readonly waitSeconds: number;
  readonly spare: number;
}

/** From the primary to a worker. */
export type Order =
  | { readonly type: 'begin'; readonly assignment: Assignment }
  | { readonly type: 'granted'; readonly grant: Grant }
  /** Its log is named in the register, under this head. */
  | { readonly type: 'named'; readonly head: string; readonly isWhole: boolean }
  /** Its log may not be written; one line says why. */
  | {
      readonly type: 'unnamed';
      readonly code: 'AUDIT_FORKED' | 'AUDIT_UNAVAILABLE';
      readonly reason: string;
      readonly mayPass: boolean;
    }
  /** Whether all logs match the register. */
  | { readonly type: 'whole'; readonly isWhole: boolean }
  /** A successor listens: take no more connections, and report `drained` when the open ones are done. */
  | { readonly type: 'drain' }
  /** Close everything and end. */
  | { readonly type: 'stop' };

/** From a worker to the primary. */
export type Report =
  | { readonly type: 'hello' }
  | { readonly type: 'ready'; readonly url: string }
  /** It could not start: one line, without values, and whether another one may succeed. */
  | { readonly type: 'failed'; readonly reason: string; readonly mayPass: boolean }
  /** It is about to write a log. */
  | { readonly type: 'log'; readonly log: string }
  | { readonly type: 'claim'; readonly claim: Claim }
  | { readonly type: 'drained' };
