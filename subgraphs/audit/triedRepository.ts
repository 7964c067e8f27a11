import { sql } from '../../storage/kysely.js';
import type { LimitStore } from '../../storage/limits/limitStore.js';
import { compileStatement } from '../../storage/pool/database.js';
import type { EnvelopeRow } from '../kit/rows.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { statedEnvelope } from '../kit/wall/envelope.js';

/** Where it stands how often records were tried: with the limits, which may be another database than the log's. */
export type TriedSource = Pick<LimitStore, 'rows'>;

interface TriedRow extends EnvelopeRow {
  readonly month: string;
  readonly agency: string;
  readonly times: string;
}

/** Lines that are given at most. */
const most = 10_000;

const owner = {};

/** How often records of the agencies that this viewer may read of were tried. One statement. */
export async function findTried(session: SourceSession, limits: TriedSource): Promise<readonly object[]> {
  const statement = session.kept(owner, '', () =>
    compileStatement(sql<TriedRow>`
      select r.id, r.ref, r.month, r.agency, cast(r.times as text) as times, ${statedEnvelope('r')} from limits.tried_record r
      where ${session.wall('TriedRecords').visible} order by r.month desc, r.originator, r.agency limit ${sql.raw(String(most))}`),
  );
  const rows = await limits.rows(statement, { said: { asOf: session.facts.asOf } });
  return rows.flatMap(
    (row) =>
      session.project('TriedRecords', row, {
        id: row.id,
        month: row.month,
        originator: row.env_originator,
        agency: row.agency,
        times: Math.min(Number(row.times), 2 ** 31 - 1),
      }) ?? [],
  );
}
