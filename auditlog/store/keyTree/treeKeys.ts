import type { NodePlace } from '../../keyTree/node.js';
import type { StoredNode } from '../../keyTree/storedNode.js';
import type { Span } from '../../spans.js';
import type { LogClient, LogPool, LogQuery } from '../pool.js';

/** The entries of a tree whose keys are asked for. */
export interface WantedKeys extends Span {
  readonly class: string;
  readonly day: string;
}

/** The nodes of a log over these entries. One statement. */
export async function readNodes(
  db: LogQuery,
  log: string,
  wanted: readonly WantedKeys[],
): Promise<readonly StoredNode[]> {
  const { rows } = await db.query({
    name: 'portcullis_audit_tree_keys',
    text: `select t.class, t.day::text as day, t.level, t.place::text as place, t.wrapped_key, t.wrapped_by
      from unnest($2::text[], $3::date[], $4::bigint[], $5::bigint[]) q(class, day, first, last)
      cross join generate_series(0, 24) l(level)
      join audit_keys.tree_key t on t.log = $1 and t.class = q.class and t.day = q.day and t.level = l.level
        and t.place between q.first >> l.level and q.last >> l.level`,
    values: [
      log,
      wanted.map((each) => each.class),
      wanted.map(({ day }) => day),
      wanted.map(({ from }) => from),
      wanted.map(({ to }) => to),
    ],
  });
  return rows.map((row) => nodeOf(log, row));
}

/** The nodes of a log of a class, of all days before one. */
export async function readNodesBefore(
  db: LogQuery,
  log: string,
  at: { readonly class: string; readonly before: string },
): Promise<readonly StoredNode[]> {
  return await readWhere(db, log, 'and class = $2 and day < $3::date', [at.class, at.before]);
}

/** All nodes of a log. */
export async function readNodesOf(db: LogQuery, log: string): Promise<readonly StoredNode[]> {
  return await readWhere(db, log, 'order by class, tree_key.day, level, tree_key.place');
}

/** The nodes of a log that another key-encryption key wrapped. */
export async function readOtherNodes(db: LogQuery, log: string, wrappedBy: string): Promise<readonly StoredNode[]> {
  return await readWhere(db, log, 'and wrapped_by <> $2', [wrappedBy]);
}

async function readWhere(db: LogQuery, log: string, rest: string, values: readonly string[] = []) {
  const { rows } = await db.query({
    text: `select class, day::text as day, level, place::text as place, wrapped_key, wrapped_by
      from audit_keys.tree_key where log = $1 ${rest}`,
    values: [log, ...values],
  });
  return rows.map((row) => nodeOf(log, row));
}

/** Ids of the logs that have nodes. */
export async function listTreeLogs(db: LogQuery): Promise<readonly string[]> {
  const { rows } = await db.query({ text: 'select distinct log from audit_keys.tree_key' });
  return rows.map((row) => String(row.log));
}

/** A row as a node. */
export function nodeOf(log: string, row: Readonly<Record<string, unknown>>): StoredNode {
  return {
    log,
    class: String(row.class),
    day: String(row.day),
    level: Number(row.level),
    place: Number(row.place),
    wrappedKey: row.wrapped_key as Buffer,
    wrappedBy: String(row.wrapped_by),
  };
}

/**
 * Stores nodes; an existing one is never overwritten.
 *
 * @throws Error where a forgotten key wrapped one of them; nothing is stored then
 */
export async function insertNodes(db: LogQuery, nodes: readonly StoredNode[]): Promise<void> {
  const { rows } = await db.query({
    text: `with kept as (select * from unnest($1::text[], $2::text[], $3::date[], $4::smallint[], $5::bigint[], $6::bytea[], $7::text[])
        q(log, class, day, level, place, wrapped_key, wrapped_by) where ${isNotForgotten}),
      stored as (insert into audit_keys.tree_key (log, class, day, level, place, wrapped_key, wrapped_by) select * from kept)
      select count(*)::int as kept from kept`,
    values: wholeColumnsOf(nodes),
  });
  assertNoneForgotten(nodes.length - Number(rows[0]?.kept));
}

/**
 * Replaces the wrappings of stored nodes; one that is gone does not come back.
 *
 * @throws Error where a forgotten key wrapped one of them
 */
export async function replaceNodes(db: LogQuery, nodes: readonly StoredNode[]): Promise<void> {
  const { rows } = await db.query({
    text: `with kept as (select * from unnest($1::text[], $2::text[], $3::date[], $4::smallint[], $5::bigint[], $6::bytea[], $7::text[])
        q(log, class, day, level, place, wrapped_key, wrapped_by) where ${isNotForgotten}),
      replaced as (update audit_keys.tree_key t set wrapped_key = q.wrapped_key, wrapped_by = q.wrapped_by from kept q
        where (t.log, t.class, t.day, t.level, t.place) = (q.log, q.class, q.day, q.level, q.place))
      select count(*)::int as kept from kept`,
    values: wholeColumnsOf(nodes),
  });
  assertNoneForgotten(nodes.length - Number(rows[0]?.kept));
}

/** Invariant: read by the statement that writes, which takes the lock that `forgetSeals` holds: see there. */
const isNotForgotten = 'not exists (select from audit_keys.forgotten_seal f where f.wrapped_by = q.wrapped_by)';

function assertNoneForgotten(forgotten: number): void {
  if (forgotten === 0) return;
  throw new Error('the auditSeal of this process is forgotten: give it the present auditSeal.json');
}

/**
 * Notes key-encryption keys as forgotten, unless a node is still wrapped by one of them: from then on nobody stores such a node. Who is
 * storing one now is waited for, at most two seconds.
 *
 * @param wrappedBy their fingerprints
 * @returns false where such a node is there; nothing is noted then
 */
export async function forgetSeals(pool: LogPool, wrappedBy: readonly string[]): Promise<boolean> {
  return await inTransaction(pool, async (client) => {
    await client.query({ text: `set local lock_timeout = '2s'` });
    // A transaction that stores nodes has a lock on this table, which this one waits for; a later one sees what is noted here.
    await client.query({ text: 'lock table audit_keys.tree_key in share mode' });
    const { rows } = await client.query({
      text: 'select exists (select from audit_keys.tree_key where wrapped_by = any($1)) as used',
      values: [wrappedBy],
    });
    if (rows[0]?.used !== false) return false;
    await client.query({
      text: 'insert into audit_keys.forgotten_seal select * from unnest($1::text[]) on conflict do nothing',
      values: [wrappedBy],
    });
    return true;
  });
}

/** Destroys nodes, which the login of writers and readers may not. */
export async function deleteNodes(
  db: LogQuery,
  nodes: readonly (Pick<StoredNode, 'log' | 'class' | 'day'> & NodePlace)[],
): Promise<void> {
  await db.query({
    text: `delete from audit_keys.tree_key t
      using unnest($1::text[], $2::text[], $3::date[], $4::smallint[], $5::bigint[]) q(log, class, day, level, place)
      where (t.log, t.class, t.day, t.level, t.place) = (q.log, q.class, q.day, q.level, q.place)`,
    values: columnsOf(nodes),
  });
}

/** True if this login may destroy nodes. */
export async function mayDestroyNodes(db: LogQuery): Promise<boolean> {
  const { rows } = await db.query({ text: `select has_table_privilege('audit_keys.tree_key', 'delete') as may` });
  return rows[0]?.may === true;
}

/**
 * Changes the nodes of a log in one transaction, under a lock: two at once that replace a node would each store what the other
 * destroys.
 */
export async function changingNodes<T>(
  pool: LogPool,
  log: string,
  work: (client: LogClient) => Promise<T>,
): Promise<T> {
  return await inTransaction(pool, async (client) => {
    await client.query({
      text: `select pg_advisory_xact_lock(hashtextextended('portcullis/audit-keys/' || $1, 0))`,
      values: [log],
    });
    return await work(client);
  });
}

/** Runs in one durable transaction, on a connection of its own. */
export async function inTransaction<T>(pool: LogPool, work: (client: LogClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isLost = true;
  try {
    // Explicit: after a lock is taken, the transaction must see what others committed before.
    await client.query({ text: 'begin isolation level read committed' });
    // Whatever the database's default: an entry must not outlive its key.
    await client.query({ text: 'set local synchronous_commit = on' });
    const done = await work(client);
    await client.query({ text: 'commit' });
    isLost = false;
    return done;
  } finally {
    // After a failure closing the connection ends its transaction, whatever its state.
    client.release(isLost);
  }
}

function columnsOf(nodes: readonly (Pick<StoredNode, 'log' | 'class' | 'day'> & NodePlace)[]): unknown[] {
  return [
    nodes.map(({ log }) => log),
    nodes.map((node) => node.class),
    nodes.map(({ day }) => day),
    nodes.map(({ level }) => level),
    nodes.map(({ place }) => place),
  ];
}

function wholeColumnsOf(nodes: readonly StoredNode[]): unknown[] {
  return [
    ...columnsOf(nodes),
    nodes.map(({ wrappedKey }) => Buffer.from(wrappedKey)),
    nodes.map(({ wrappedBy }) => wrappedBy),
  ];
}
