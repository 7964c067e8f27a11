// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { SourceSession } from '../kit/types.js';

/** `directory.location`: public facts about a place. Degrees, WGS 84. */
export interface LocationRow {
  readonly unlocode: string;
  readonly name: string;
  readonly functions: readonly string[];
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Places by UN/LOCODE, in one statement; absent where the code is not known here. */
export async function locationsByCode(
  session: SourceSession,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LocationRow>> {
  const rows = await session.db.rows(
    sql<LocationRow>`select unlocode, name, functions, latitude, longitude from directory.location
      where unlocode = any(${codes}::text[])`,
  );
  return new Map(rows.map((row) => [row.unlocode, row]));
}
