/** What a worker is told to be, once it has said hello. */
export interface Assignment {
  /** 1, 2, 3 …: the lowest that no living worker has. Its log is named by it. */
  readonly slot: number;
  /** How many workers serve together; limits for one viewer are divided by it. */
  readonly of: number;
}

/** From the primary to a worker. */
export type Order =
  | { readonly type: 'begin'; readonly assignment: Assignment }
  /** A successor listens: take no more connections, and say `drained` when the open ones are done. */
  | { readonly type: 'drain' }
  /** Close everything and end. */
  | { readonly type: 'stop' };

/** From a worker to the primary. */
export type Report =
  | { readonly type: 'hello' }
  | { readonly type: 'ready'; readonly url: string }
  /** It could not start; one line, without values. */
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'drained' };
