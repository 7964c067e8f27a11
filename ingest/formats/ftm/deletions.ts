import type { Origin, PartialStatement } from '../../records/base.js';
import type { RecordKind, SourceRecord, Withdrawal } from '../../records/record.js';
import type { FtmLine } from './entity.js';
import { dispositionOf, type FtmDisposition } from './model/dispositions.js';

type Deletion = Extract<FtmLine, { kind: 'deletion' }>;

/** Kinds that an entity may have been kept as. */
const subjectKinds = ['person', 'organization', 'vesselRecord', 'aircraftRecord'] as const;
const linkKinds = ['relation', 'interest'] as const;

/**
 * What a deletion takes back: the record of the stated schema, or one of any kind where none is stated. The first
 * withdrawal of what may be a part of a record says so.
 */
export function* toWithdrawals(
  { id, schema }: Deletion,
  partial: PartialStatement,
  origin: Origin,
  raw: string,
): Generator<Withdrawal> {
  const disposition: FtmDisposition | null = schema === null ? null : dispositionOf(schema);
  for (const [index, of] of kindsOf(disposition).entries()) {
    const mayBePart = index === 0 && (disposition === null || disposition.to === 'folded');
    yield { kind: 'withdrawal', of, sourceRef: id, origin, raw, ...(mayBePart ? { partial } : {}) };
  }
}

/** Why all subjects for one: a legal entity may have been a person to the one who stored it. */
function kindsOf(disposition: FtmDisposition | null): readonly RecordKind[] {
  switch (disposition?.to) {
    case undefined:
    case 'folded':
      return [...subjectKinds, ...linkKinds];
    case 'person':
    case 'organization':
    case 'vesselRecord':
    case 'aircraftRecord':
      return subjectKinds;
    case 'relation':
    case 'interest':
      return [disposition.to];
    default:
      return [];
  }
}

/** A thing that was of another kind before (a legal entity that proved to be a person) is taken back as that. */
export function* withdrawOthers({ kind, sourceRef }: SourceRecord, origin: Origin, raw: string): Generator<Withdrawal> {
  const kinds: readonly RecordKind[] = subjectKinds;
  if (!kinds.includes(kind)) return;
  for (const of of kinds) if (of !== kind) yield { kind: 'withdrawal', of, sourceRef, origin, raw };
}
