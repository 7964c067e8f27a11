import type { Transaction } from '../types.js';

/** Settings of PostgreSQL that a transaction of ours has for itself. */
type LocalSetting = 'enable_nestloop' | 'lock_timeout';

/**
 * Sets a setting until the transaction ends, also where its statements run on another node. Why: Citus does not pass settings on
 * unless told to, and two transactions that wait for each other there would wait for ever. PostgreSQL alone ignores its setting.
 */
export async function setLocal(
  transaction: Pick<Transaction, 'exec'>,
  name: LocalSetting,
  value: string,
): Promise<void> {
  await transaction.exec(`set local citus.propagate_set_commands = 'local'`);
  await transaction.exec(`set local ${name} = '${value}'`);
}
