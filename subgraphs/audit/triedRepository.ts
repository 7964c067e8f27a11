import { sql } from '../../storage/kysely.js';
import type { LimitStore } from '../../storage/limits/limitStore.js';
import { compileStatement } from '../../storage/pool/database.js';
import type { EnvelopeRow } from '../kit/rows.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { statedEnvelope } from '../kit/wall/envelope.js';

/** The store of how often records were tried: that of the limits, maybe in another database than the log. */
export type TriedSource = Pick<LimitStore, 'rows'>;

interface TriedRow extends EnvelopeRow {
  readonly month: string;
  readonly agency: string;
  readonly times: string;
}

const MAX_LINES = 10_000;

const owner = {};

/** How often records of the agencies that this viewer may read about were tried. One statement. */
export async function findTried(session: SourceSession, limits: TriedSource): Promise<readonly object[]> {
  const statement = session.kept(owner, '', () =>
    compileStatement(sql<TriedRow>`
      select r.id, r.ref, r.month, r.agency, cast(r.times as text) as times, ${statedEnvelope('r')} from limits.tried_record r
      where ${session.wall('TriedRecords').visible} order by r.month desc, r.originator, r.agency limit ${sql.raw(String(MAX_LINES))}`),
  );
  const rows = await limits.rows(statement, { values: { asOf: session.facts.asOf } });
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
