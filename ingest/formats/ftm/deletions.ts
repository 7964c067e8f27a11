// SPDX-License-Identifier: Apache-2.0
import type { RecordKind, SourceRecord, Withdrawal } from '../../record.js';
import type { Origin } from '../../records/base.js';
import type { FtmLine } from './entity.js';
import { type FtmFate, fateOf } from './fates.js';
import type { IdSet } from './idSet.js';

type Deletion = Extract<FtmLine, { kind: 'deletion' }>;

/** Kinds that an entity may have been kept as. */
const subjectKinds = ['person', 'organization', 'vesselRecord'] as const;
const linkKinds = ['relation', 'interest'] as const;

/**
 * What a deletion takes back: the record of the stated schema, or one of any kind where none is stated. A part of a
 * record has no record of its own: a delta's records lose it by `partial`.
 */
export function* toWithdrawals({ id, schema }: Deletion, origin: Origin, raw: string): Generator<Withdrawal> {
  const withdraw = (of: RecordKind): Withdrawal => ({ kind: 'withdrawal', of, sourceRef: id, origin, raw });
  if (schema === null) {
    for (const kind of [...subjectKinds, ...linkKinds]) yield withdraw(kind);
    return;
  }
  const fate: FtmFate = fateOf(schema);
  if (fate.to === 'person' || fate.to === 'organization' || fate.to === 'vesselRecord') {
    for (const kind of subjectKinds) yield withdraw(kind);
  } else if (fate.to === 'relation' || fate.to === 'interest') yield withdraw(fate.to);
}

/** True for the deletion of a part of records of which the delta has none: it cannot be taken away from them. */
export function isPartOfNothing({ schema, entity }: Deletion, lines: IdSet): boolean {
  const fate: FtmFate | null = schema === null ? null : fateOf(schema);
  if (fate?.to !== 'folded') return false;
  return !fate.owners.some((property) => entity?.values[property]?.some((owner) => lines.has(owner)));
}

/** A thing that was of another kind before (a legal entity that proved to be a person) is taken back as that. */
export function* withdrawOthers({ kind, sourceRef }: SourceRecord, origin: Origin, raw: string): Generator<Withdrawal> {
  const kinds: readonly RecordKind[] = subjectKinds;
  if (!kinds.includes(kind)) return;
  for (const of of kinds) if (of !== kind) yield { kind: 'withdrawal', of, sourceRef, origin, raw };
}
