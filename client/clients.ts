import { LONGEST_MS } from './asking/memory.js';
import { createTokens, type TokenSource } from './asking/tokens.js';
import { keyOf, type Statement } from './viewer.js';
import { openViewerClient, type ViewerClient, viewerChanged } from './viewerClient.js';

/** How the graph is reached. */
export interface ClientsOptions {
  /** URL of the graph; in a browser it may be relative. */
  readonly server: string;
  readonly token: TokenSource;
  /** How long an answer is held, milliseconds: at most 15 minutes, which is the default; 0 holds nothing. */
  readonly lastsMs?: number;
  /** In place of the platform's. */
  readonly fetch?: typeof fetch;
}

/** The clients of a front-end, of which one is current: it is made anew where anything of its key changes. */
export interface Clients {
  /** Undefined before the first statement, and once it does not hold any more. */
  readonly current: ViewerClient | undefined;
  /**
   * States purpose and case. The client before it is closed, unless viewer and statement are the same: what was under way is
   * aborted, its answers are dropped and forgotten.
   *
   * @throws ClientError VIEWER_CHANGED where something else was stated meanwhile; TOKEN_UNREADABLE, PURPOSE_NOT_ALLOWED; what
   *   the token source throws
   */
  enter(statement: Statement): Promise<ViewerClient>;
  /** Closes the current client: signed out, or the screen was left. */
  leave(): void;
  /** Told whenever `current` changes. @returns stops it */
  subscribe(listener: () => void): () => void;
}

/**
 * Makes clients for a server.
 *
 * @throws RangeError for a server that is not reached by TLS and is not this machine; for `lastsMs` above 15 minutes
 */
export function createClients({
  server,
  token,
  lastsMs = LONGEST_MS,
  fetch = globalThis.fetch,
}: ClientsOptions): Clients {
  if (!(lastsMs >= 0 && lastsMs <= LONGEST_MS)) throw new RangeError('lastsMs: from 0 to 15 minutes');
  const tokens = createTokens(token, serverOf(server));
  const listeners = new Set<() => void>();
  let current: { readonly client: ViewerClient; close(): void } | undefined;
  let turns = 0;
  const put = (next: typeof current): void => {
    if (next === current) return;
    const before = current;
    current = next;
    before?.close();
    for (const listener of [...listeners]) listener();
  };
  const open = async (statement: Statement, turn: number): Promise<ViewerClient> => {
    const { viewer } = await tokens.get(statement);
    if (turn !== turns) throw viewerChanged();
    if (current?.client.key === keyOf(viewer)) return current.client;
    const made = openViewerClient({
      ...{ id: turn, viewer, tokens, fetch, lastsMs },
      onOther: () => (current === made ? put(undefined) : made.close()),
    });
    put(made);
    return made.client;
  };
  return {
    get current() {
      return current?.client;
    },
    enter: async ({ purpose, caseReference, justification }) => {
      turns += 1;
      const turn = turns;
      const statement = { purpose, caseReference, justification };
      // Before the token is there: what was stated before does not hold from now on.
      if (current && keyOf({ ...current.client.viewer, ...statement }) !== current.client.key) put(undefined);
      return await open(statement, turn).catch((error: unknown) => {
        if (turn === turns) put(undefined);
        throw error;
      });
    },
    leave: () => {
      turns += 1;
      put(undefined);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The server's full URL. A token does not travel in clear, but for this machine. */
function serverOf(server: string): string {
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  const { href, protocol, hostname } = new URL(server, location?.href);
  const isHere = protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol !== 'https:' && !isHere) throw new RangeError('server: https, or this machine');
  return href;
}
