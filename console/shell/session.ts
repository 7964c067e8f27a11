import { createContext, useContext } from 'react';
import { type Receipt, Refusal, type Statement } from '../../client/index.js';
import type { Officer } from '../signIn/door.js';

/** An answer or a refusal of this session: where it stands in the log. Nothing of what was asked or shown. */
export interface NotedReceipt {
  readonly receipt: Receipt;
  /** Name of the operation, e.g. `Search`. */
  readonly operation: string;
  readonly requestId: string | undefined;
  /** Why there was no answer, one of docs/ERRORS.md; undefined: there was one. */
  readonly code: string | undefined;
  readonly purpose: string;
  readonly agency: string | null;
  readonly at: Date;
}

/** What a question came to, as far as the log has it; the extensions of an answer are one. */
export interface Outcome {
  readonly audit?: Receipt | undefined;
  readonly requestId?: string | undefined;
  /** Why there is no answer. */
  readonly code?: string | undefined;
}

/** The outcome of a question that was refused, or got no answer. */
export function outcomeOf(error: unknown): Outcome {
  return error instanceof Refusal ? { audit: error.receipt, requestId: error.requestId, code: error.code } : {};
}

/** What lasts from sign-in to sign-out: who, for what, and the receipts. */
export interface Session {
  readonly officer: Officer;
  readonly statement: Statement;
  readonly receipts: readonly NotedReceipt[];
  /** Remembers the place of an answer in the log; an answer from memory is in it already. */
  noteReceipt(document: string, outcome: Outcome): void;
  /** Does at once what would lose work that is on the page alone, or asks first where there is some. */
  orStay(lose: () => void): void;
  /** To state another purpose or case, or to be another: what was seen is forgotten. */
  change(): void;
  /** Where the sign-in has ended: there is nothing to take leave of, at the issuer either. */
  signInAgain(): void;
  leave(): void;
}

const Context = createContext<Session | undefined>(undefined);
export const SessionProvider = Context.Provider;

/** @throws RangeError outside a session */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new RangeError('nobody is signed in');
  return session;
}

/** Roles that may read the log; to others a page says nothing that the graph would not. */
export const readsLog: ReadonlySet<string> = new Set(['AUDITOR', 'DPO', 'SUPERVISOR']);

/** Whether this statement lets a role answer persons who ask what is held of them; for which agency, the graph says. */
export function answersPersons({ role }: Pick<Officer, 'role'>, { purpose }: Statement): boolean {
  return purpose === 'DATA_SUBJECT_REQUEST' && readsLog.has(role);
}

/** The name of a document's operation. */
export function operationOf(document: string): string {
  return /^\s*query\s+(\w+)/m.exec(document)?.[1] ?? 'Question';
}
