import { createContext, useContext } from 'react';
import type { Answered, Receipt, Statement } from '../../client/index.js';
import type { Officer } from '../signIn/door.js';

/** An answer of this session: where it stands in the log. Nothing of what was asked or shown. */
export interface NotedReceipt {
  readonly receipt: Receipt;
  /** Name of the operation, e.g. `Search`. */
  readonly operation: string;
  readonly requestId: string;
  readonly purpose: string;
  readonly agency: string | null;
  readonly at: Date;
}

/** What lasts from sign-in to sign-out: who, for what, and the receipts. */
export interface Session {
  readonly officer: Officer;
  readonly statement: Statement;
  readonly receipts: readonly NotedReceipt[];
  /** Remembers the place of an answer in the log; an answer from memory is in it already. */
  noteReceipt(document: string, extensions: Answered['extensions']): void;
  /** To state another purpose or case, or to be another: what was seen is forgotten. */
  change(): void;
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

/** The name of a document's operation. */
export function operationOf(document: string): string {
  return /^\s*query\s+(\w+)/m.exec(document)?.[1] ?? 'Question';
}
