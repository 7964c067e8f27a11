import type { LogClient, LogPool } from '../../auditlog/store/pool.js';

/** Places that one of many processes holds at a time. */
export interface PlaceLocks {
  /**
   * Takes a place.
   *
   * @returns what gives it back; null where this or another process has it
   * @throws errors of the driver
   */
  take(name: string): Promise<(() => void) | null>;
}

/**
 * Places over one database: advisory locks on one connection, which is kept as long as a place is held. A process that is killed
 * gives all of its places back.
 *
 * @param prefix of the locks' names
 */
export function placeLocks(pool: LogPool, prefix = 'portcullis/place/'): PlaceLocks {
  const held = new Set<string>();
  let connection: Promise<Connection> | null = null;
  const forget = (dead: Promise<Connection>): void => {
    if (connection === dead) connection = null;
    dead.then(
      ({ end }) => end(true),
      () => undefined,
    );
  };
  const query = async (text: string, name: string): Promise<boolean> => {
    connection ??= connect(pool);
    const asked = connection;
    try {
      const { client, lost } = await asked;
      // The server gave the locks back with the connection; the next place is taken on another one.
      lost(() => forget(asked));
      const { rows } = await client.query({ text, values: [`${prefix}${name}`] });
      return rows[0]?.done === true;
    } catch (error) {
      forget(asked);
      throw error;
    }
  };
  const giveBack = async (name: string): Promise<void> => {
    held.delete(name);
    if (connection === null) return;
    await query(`select pg_advisory_unlock(${key}) as done`, name).catch(() => undefined);
    if (held.size > 0 || connection === null) return;
    const idle = connection;
    connection = null;
    (await idle).end(false);
  };
  return {
    take: async (name) => {
      if (held.has(name)) return null;
      held.add(name);
      try {
        if (await query(`select pg_try_advisory_lock(${key}) as done`, name)) return () => void giveBack(name);
        await giveBack(name);
        return null;
      } catch (error) {
        held.delete(name);
        throw error;
      }
    },
  };
}

const key = 'hashtextextended($1, 0)';

interface Connection {
  readonly client: LogClient;
  /** Has something done once the connection is lost; the last call counts. */
  lost(then: () => void): void;
  /** Gives it back to the pool, once. @param isDead closes it instead */
  end(isDead: boolean): void;
}

async function connect(pool: LogPool): Promise<Connection> {
  const client = await pool.connect();
  let onLost: () => void = () => undefined;
  let hasEnded = false;
  client.on('error', () => onLost());
  return {
    client,
    lost: (then) => {
      onLost = then;
    },
    end: (isDead) => {
      if (!hasEnded) client.release(isDead);
      hasEnded = true;
    },
  };
}
