import type { Readable } from '../../../policy/explaining/recordExplained.js';
import type { Deciding, Situation } from '../../../policy/explaining/situation.js';
import type { RecordStanding } from '../../../policy/rows/protectedRow.js';
import type { RequestFacts } from '../../../policy/types.js';
import { badUserInput } from '../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import { everything } from '../asked/asked.js';
import type { SubgraphModule } from '../module.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceFixtures } from '../session/fixtures.js';
import { createSession } from '../session/session.js';
import { envelope } from '../wall/envelope.js';
import { judgeRow } from '../wall/envelopeVerdict.js';
import { type LinkRow, linkSubjectColumn, subjectOfRow } from '../wall/linkSubject.js';
import { SharedEnvelope } from '../wall/sharedEnvelope.js';
import { decidingAsSource } from './deciding.js';
import { readableBy } from './explainField.js';
import { fieldsDecidedBy, type Placed, placeOf } from './placed.js';

/** A record or a link that is asked about, e.g. `{ type: 'Person', id: 'person_...' }`. */
export interface NamedRecord {
  readonly type: string;
  readonly id: string;
}

/** What decides about a record, and how; none of its values. */
export interface LookedAt extends Pick<Situation, 'envelope' | 'subject'> {
  readonly envelope: SharedEnvelope;
  /** Public id of the record; for a link, of the record that holds it. */
  readonly recordId: string;
  readonly standing: Exclude<RecordStanding, 'INVISIBLE'>;
  readonly deciding: Deciding;
  readonly readable: Readable;
}

/**
 * Looks at a record in order to explain it to a viewer; null where this viewer may not know of it, by the same statement
 * as where there is none.
 *
 * @throws PortcullisError BAD_USER_INPUT for a type of no records of the source, and for a field of another record
 */
export type LookAt = (facts: RequestFacts, named: NamedRecord, coordinate: string) => Promise<LookedAt | null>;

/** @param module of the source */
export function createLookAt(module: SubgraphModule<string>, fixtures: SourceFixtures): LookAt {
  const { policy, categories, shapes, access } = fixtures;
  return async (facts, named, coordinate) => {
    const placed = placeOf(module, shapes, named.type);
    if (!placed) throw badUserInput(`${named.type.slice(0, 100)} is no type of record or link.`, { at: '--record' });
    const decided = fieldsDecidedBy(placed.shape, { module, shapes });
    if (!decided.some(({ type, name }) => `${type}.${name}` === coordinate))
      throw badUserInput(`${coordinate} is no field of ${named.type}: name the record or link that it stands in.`, {
        at: '--record',
      });
    if (policy.categories[access.of(coordinate)?.category ?? '']?.whole)
      throw badUserInput(`${coordinate} is decided version by version: ask the graph for it.`, { at: 'coordinate' });
    const row = await readRow(fixtures, facts, placed, named);
    if (!row) return null;
    const subject = subjectOfRow(policy, facts.asOf, placed.shape, row);
    const envelopeVerdict = judgeRow({ policy, facts, envelopeVerdicts: new Map() }, categories, row, subject);
    const { standing, terms } = envelopeVerdict;
    if (standing === 'INVISIBLE') return null;
    return {
      envelope: new SharedEnvelope(row.env_originator, terms, row.env_expires_at?.toISOString() ?? null),
      subject,
      recordId: row.id,
      standing,
      deciding: decidingAsSource(terms.holds, categories),
      readable: readableBy(envelopeVerdict),
    };
  };
}

async function readRow(
  fixtures: SourceFixtures,
  facts: RequestFacts,
  { from, key, link, recordType }: Placed,
  { id }: NamedRecord,
): Promise<(EnvelopeRow & LinkRow) | null> {
  const { policy } = fixtures;
  const request = {
    facts,
    requestId: 'explained',
    policyVersion: policy.version,
    intent: 'READ',
    audience: '',
  } as const;
  const session = createSession(fixtures, request, everything);
  const subject: RawBuilder<unknown> = link ? sql`, ${linkSubjectColumn(link)} as link_subject` : sql``;
  const statement = compileStatement(sql<EnvelopeRow & LinkRow>`
    select r.id, ${envelope('r')}${subject} from ${from}
    where ${key} = ${slot('id')} and ${session.wall(recordType).known('NUMBER')}`);
  const [row] = await session.db.rows(statement, { values: { id } });
  return row ?? null;
}
