import type pg from 'pg';

/** Connections of a pool, and how many wait for one. */
export interface PoolConnections {
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Something with a pool of its own. */
export interface Pooled {
  connections(): PoolConnections;
}

/** Counts the connections of a pool now. */
export function countConnections({ totalCount, idleCount, waitingCount }: pg.Pool): PoolConnections {
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}
