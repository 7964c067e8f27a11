import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';

/**
 * Names under which connections keep statements prepared. A text gets one when it comes for the second time.
 *
 * Few, and only those that ran last: PostgreSQL keeps each named statement with its plan, some 80 bytes a character, until it or the
 * connection is closed, and the texts of free filters are unlimited.
 */
export interface StatementNames {
  /**
   * Name for a text that this connection runs next; undefined if it runs unnamed.
   *
   * @param forValues true for a name under which PostgreSQL still plans for the values of the run
   */
  nameOf(client: pg.ClientBase, text: string, forValues?: boolean): string | undefined;
  /** Notes that a connection does not keep its prepared statements: it runs everything unnamed from now on. */
  giveUp(client: pg.ClientBase): void;
}

/** What one connection keeps at most, and how long: a plan for a small table must not be kept once it is large. */
interface PreparedLimits {
  readonly statements: number;
  readonly characters: number;
  readonly milliseconds: number;
}

const defaultLimits: PreparedLimits = { statements: 300, characters: 250_000, milliseconds: 120_000 };

/** A text that is longer than this share of all characters runs unnamed. */
const maxShare = 1 / 10;

/** PostgreSQL plans that many runs of a statement for their values, before it may keep a generic plan. */
const customPlanRuns = 5;

/** Characters of the digest in a name: PostgreSQL cuts names after 63. */
const digestLength = 32;

interface Prepared {
  readonly name: string;
  runs: number;
}

type Connection = LRUCache<string, Prepared>;

/**
 * Makes the names of one pool's connections.
 *
 * A name contains the digest of its text: behind a pooler in transaction mode another process may have prepared it, and it must never
 * be the statement of another view.
 */
export function createStatementNames(limits = defaultLimits): StatementNames {
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
      if (text.length > limits.characters * maxShare || givenUp.has(client)) return undefined;
      const connection = connectionOf(client);
      const known = connection.get(text);
      if (known && !(forValues && known.runs >= customPlanRuns)) {
        known.runs += 1;
        return known.name;
      }
      const digest = statementDigest(text);
      if (!known && !isSeen(digest)) return undefined;
      names += 1;
      const name = `portcullis_${digest}_${names}`;
      connection.set(text, { name, runs: 1 });
      return name;
    },
    giveUp: (client) => void givenUp.add(client),
  };
}

/** What the names of a statement have in common, on all connections. */
export function statementDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, digestLength);
}

function openConnection(client: pg.ClientBase, { statements, characters, milliseconds }: PreparedLimits): Connection {
  return new LRUCache({
    max: statements,
    maxSize: characters,
    sizeCalculation: (_, text) => text.length,
    ttl: milliseconds,
    dispose: ({ name }) => closeStatement(client, name),
  });
}

/** Members of pg's connection that its types lack. */
interface Wire {
  readonly connection: {
    readonly parsedStatements: Record<string, string>;
    close(message: { readonly type: 'S'; readonly name: string }): void;
  };
}

/** Closes a statement on the server; the message goes with the next one, in the same packet. */
function closeStatement(client: pg.ClientBase, name: string): void {
  const { connection } = client as unknown as Wire;
  delete connection.parsedStatements[name];
  connection.close({ type: 'S', name });
}
