import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';

/**
 * Names under which connections keep statements prepared. A text gets one when it comes for the second time.
 *
 * Why few, and those that ran last: PostgreSQL keeps each named statement with its plan, some 80 bytes a letter, for the life
 * of a connection or until it is closed, and the texts of free filters have no end.
 */
export interface StatementNames {
  /**
   * Name for a text that this connection runs next; undefined where it runs unnamed.
   *
   * @param forValues true: under a name for which PostgreSQL still plans for the values of the run
   */
  nameOf(client: pg.ClientBase, text: string, forValues?: boolean): string | undefined;
  /** Says that a connection does not keep what is prepared on it: it runs everything unnamed from now on. */
  giveUp(client: pg.ClientBase): void;
}

/** What one connection keeps at most, and how long: a plan that was made for a small table must not be kept for a large one. */
interface PreparedLimits {
  readonly statements: number;
  readonly letters: number;
  readonly milliseconds: number;
}

const MOST_PREPARED: PreparedLimits = { statements: 300, letters: 250_000, milliseconds: 120_000 };

/** A text that is longer than this part of all letters runs unnamed. */
const LONGEST_PART = 1 / 10;

/** So many runs of a statement PostgreSQL plans for their values, before it may keep a plan for any. */
const RUNS_FOR_VALUES = 5;

/** Characters of the digest in a name: PostgreSQL cuts names after 63. */
const DIGEST_LENGTH = 32;

interface Prepared {
  readonly name: string;
  runs: number;
}

type Connection = LRUCache<string, Prepared>;

/**
 * Makes the names of one pool's connections.
 *
 * Why the digest of the text in them: behind a pooler in transaction mode a name may stand for what another process has
 * prepared, which must never be the statement of another view.
 */
export function createStatementNames(limits = MOST_PREPARED): StatementNames {
  const connections = new WeakMap<pg.ClientBase, Connection>();
  const seen = new LRUCache<string, true>({ max: limits.statements * 10 });
  let names = 0;
  const connectionOf = (client: pg.ClientBase): Connection => {
    const known = connections.get(client) ?? openConnection(client, limits);
    connections.set(client, known);
    return known;
  };
  const givenUp = new WeakSet<pg.ClientBase>();
  const isSeen = (digest: string): boolean => {
    const known = seen.has(digest);
    seen.set(digest, true);
    return known;
  };
  return {
    nameOf(client, text, forValues = false) {
      if (text.length > limits.letters * LONGEST_PART || givenUp.has(client)) return undefined;
      const connection = connectionOf(client);
      const known = connection.get(text);
      if (known && !(forValues && known.runs >= RUNS_FOR_VALUES)) {
        known.runs += 1;
        return known.name;
      }
      const digest = createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH);
      if (!known && !isSeen(digest)) return undefined;
      names += 1;
      const name = `portcullis_${digest}_${names}`;
      connection.set(text, { name, runs: 1 });
      return name;
    },
    giveUp: (client) => void givenUp.add(client),
  };
}

function openConnection(client: pg.ClientBase, { statements, letters, milliseconds }: PreparedLimits): Connection {
  return new LRUCache({
    max: statements,
    maxSize: letters,
    sizeCalculation: (_, text) => text.length,
    ttl: milliseconds,
    dispose: ({ name }) => closeStatement(client, name),
  });
}

/** What pg has of a connection, and its types have not. */
interface Wire {
  readonly connection: {
    readonly parsedStatements: Record<string, string>;
    close(message: { readonly type: 'S'; readonly name: string }): void;
  };
}

/** Lets go of a statement on the server: said together with the next one, in the same packet and without an answer of its own. */
function closeStatement(client: pg.ClientBase, name: string): void {
  const { connection } = client as unknown as Wire;
  delete connection.parsedStatements[name];
  connection.close({ type: 'S', name });
}
