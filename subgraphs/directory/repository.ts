// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { SourceSession } from '../kit/types.js';
import { lentToAll } from './codeRepository.js';

/** What is known of a place: `directory.location`, seeded, and its entry in UN/LOCODE where that list is loaded. */
export interface LocationRow {
  readonly unlocode: string;
  readonly name: string | null;
  readonly functions: readonly string[] | null;
  /** Degrees, WGS 84. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly listed_name: string | null;
  readonly listed: Readonly<Record<string, unknown>> | null;
}

/** Places by UN/LOCODE, in one statement; absent where the code is not known here. */
export async function locationsByCode(
  session: SourceSession,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LocationRow>> {
  const rows = await session.db.rows(sql<LocationRow>`
    select q.unlocode, l.name, l.functions, l.latitude, l.longitude, r.name as listed_name, r.properties as listed
    from unnest(${codes}::text[]) q(unlocode)
    left join directory.location l on l.unlocode = q.unlocode
    left join directory.code r on r.list = 'unlocode' and r.code = q.unlocode and ${lentToAll(session)}
    where l.unlocode is not null or r.id is not null order by r.source_ref desc`);
  // The last one stands: of a place that the list states twice the first.
  return new Map(rows.map((row) => [row.unlocode, row]));
}
