import { readServerState, type ServerState } from '../../../../storage/inspection/serverState.js';
import type { Check } from '../../check.js';
import { type Finding, fault, fine, warning } from '../../finding.js';

/** Version, clock and state of the PostgreSQL server. */
export const postgres: Check = {
  name: 'postgres',
  lookAtData: async ({ databases, read }) => judge(await read(databases.ownerUrl, readServerState)),
};

/** What is wrong with a server in this state. */
export function judge(state: ServerState): readonly Finding[] {
  const { version, aheadMs, isDurable, used, most, isUnarchived, unfrozen } = state;
  const found: Finding[] = [];
  const say = (make: typeof fault, message: string, todo: string) => found.push(make('database', message, todo));
  if (version < 150_000) say(fault, `PostgreSQL ${inWords(version)} is too old.`, 'Upgrade it to 15 or newer.');
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (seconds > 5)
    say(
      seconds > 60 ? fault : warning,
      `Its clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of this machine.`,
      'Have both set by the same NTP servers: timedatectl.',
    );
  if (!isDurable)
    say(
      fault,
      'fsync or full_page_writes is off: a power cut loses what was acknowledged, the log too.',
      'Switch both on in postgresql.conf, and reload it.',
    );
  if (used > 0.9 * most)
    say(warning, `${used} of ${most} connections are taken.`, 'Raise max_connections, or lower --source-connections.');
  if (isUnarchived)
    say(
      fault,
      'WAL could not be archived last time: it is kept until it can, and fills the disk.',
      'See its log, and mend archive_command or the place that it writes to.',
    );
  if (unfrozen > 1_200_000_000)
    say(
      unfrozen > 1_900_000_000 ? fault : warning,
      `${Math.round(unfrozen / 1e6)} million transactions are not frozen; at 2,147 million it stops.`,
      'vacuumdb --all --freeze; end transactions that stay open for days.',
    );
  return found.length === 0
    ? [fine('database', `PostgreSQL ${inWords(version)}; ${used} of ${most} connections are taken.`)]
    : found;
}

const inWords = (version: number): string => `${Math.floor(version / 10_000)}.${version % 10_000}`;
