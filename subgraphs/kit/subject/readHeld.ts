import { askedPredicate } from '../../../policy/predicate.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { Needs } from '../asked/needs.js';
import type { Described } from '../described/describe.js';
import type { RawObject, RecordRow } from '../described/toObject.js';
import type { HandlingRow } from '../rows.js';
import type { KitSession } from '../session/session.js';
import { shapeOfType } from '../shape.js';
import { envelope, handlingOf } from '../wall/envelope.js';

/** A record that was found to be the asked person's, with its envelope as it is now. */
export interface HeldRecord {
  readonly row: RecordRow & HandlingRow;
  /** All that it holds but special categories, unprojected. */
  readonly object: RawObject;
}

/**
 * Reads records that were found to be the asked person's. Absent is what was withdrawn since, and what this viewer may not open. One
 * statement, none where nothing was found.
 */
export async function readHeld(
  session: KitSession,
  described: Pick<Described, 'listing' | 'select'>,
  ids: readonly string[],
): Promise<readonly HeldRecord[]> {
  if (ids.length === 0) return [];
  const { type, from } = described.listing;
  const { statement, toObject } = session.kept(described, 'held', () => {
    const select = described.select(heldNeeds(session, type));
    const opened = raw<boolean>(askedPredicate(session.policy, session.facts, 'r'));
    return {
      toObject: select.toObject,
      statement: compileStatement(sql<HeldRecord['row']>`
        select ${select.columns}, ${envelope('r')}, ${handlingOf('r')} from ${from}
        where r.id = any(cast(${slot('ids')} as text[])) and ${opened}`),
    };
  });
  const rows = await session.db.rows(statement, { values: { ids } });
  return rows.map((row) => ({ row, object: toObject(row) }));
}

/**
 * What is read of a holding: all but what is never opened to anybody, which does not leave the database either. What another field
 * repeats is read once: who leaves a datum out of a letter must not leave its copy in.
 */
export function heldNeeds({ policy, projection }: KitSession, type: string): Needs {
  const described = Object.values<RecordDescription>(records).find((each) => each.type === type)?.fields ?? {};
  const fields = [...shapeOfType(projection.shapes, type).fields].filter(([name]) => !described[name]?.repeats);
  const isSpecial = (category: string) => policy.categories[category]?.special !== false;
  return new Map(fields.flatMap(([name, { guards }]) => (guards.some(isSpecial) ? [] : [[name, 'value'] as const])));
}
