import type { LogSocket } from '../../auditlog/sending/sendingOptions.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';

/** What every assignment has. */
interface Common {
  /** The policy of all, as the primary read and checked it. */
  readonly policy: PolicyFiles;
  /** Over which the workers' entries reach the process that writes the log. */
  readonly logSocket: LogSocket;
}

/** What a process becomes that answers. */
export interface WorkerAssignment extends Common {
  readonly role: 'WORKER';
  /** 1, 2, 3 …: the lowest that no living worker has. */
  readonly slot: number;
  /** How many workers serve together; requests to remote sources are divided by it. */
  readonly of: number;
}

/** What a process becomes that writes the log of all workers, once it is told to lead. */
export interface WriterAssignment extends Common {
  readonly role: 'WRITER';
}

/** What a process becomes, once it has said hello. */
export type Assignment = WorkerAssignment | WriterAssignment;

/** From the primary to a worker. */
export type Order =
  | { readonly type: 'begin'; readonly assignment: Assignment }
  /** To a writer that stands by: begin. */
  | { readonly type: 'lead' }
  /** To the same: its log is named in the register, under this head. */
  | { readonly type: 'named'; readonly head: string; readonly isWhole: boolean }
  /** To the same: its log may not be written; one line says why. */
  | {
      readonly type: 'unnamed';
      readonly code: 'AUDIT_FORKED' | 'AUDIT_UNAVAILABLE';
      readonly reason: string;
      readonly mayPass: boolean;
    }
  /** To the same: whether all logs match the register. */
  | { readonly type: 'whole'; readonly isWhole: boolean }
  /** A successor listens, or stands by: take no more connections, and report `drained` when the open ones are done. */
  | { readonly type: 'drain' }
  /** Close everything and end. */
  | { readonly type: 'stop' };

/** From a worker to the primary. */
export type Report =
  | { readonly type: 'hello' }
  /** A writer of the log that stands by. */
  | { readonly type: 'standing' }
  | { readonly type: 'ready'; readonly url: string }
  /** It could not start: one line, without values, and whether another one may succeed. */
  | { readonly type: 'failed'; readonly reason: string; readonly mayPass: boolean }
  /** It is about to write a log. */
  | { readonly type: 'log'; readonly log: string }
  | { readonly type: 'drained' };
