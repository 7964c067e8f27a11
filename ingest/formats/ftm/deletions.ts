import type { Origin, PartialStatement } from '../../records/base.js';
import type { RecordKind, SourceRecord, Withdrawal } from '../../records/record.js';
import type { FtmLine } from './entity.js';
import { dispositionOf, type FtmDisposition } from './model/dispositions.js';

type Deletion = Extract<FtmLine, { kind: 'deletion' }>;

/** Kinds of record that an entity may have become. */
const subjectKinds = ['person', 'organization', 'vesselRecord', 'aircraftRecord'] as const;
const linkKinds = ['relation', 'interest'] as const;

/**
 * The withdrawals of a deletion: of the record of the stated schema, or of any kind where none is stated. Where the entity
 * may be part of a record, the first withdrawal says so.
 */
export function* toWithdrawals(
  { id, schema }: Deletion,
  partial: PartialStatement,
  origin: Origin,
  raw: string,
): Generator<Withdrawal> {
  const disposition: FtmDisposition | null = schema === null ? null : dispositionOf(schema);
  for (const [index, of] of kindsOf(disposition).entries()) {
    const mayBePart = index === 0 && (disposition === null || disposition.to === 'part');
    yield { kind: 'withdrawal', of, sourceRef: id, origin, raw, ...(mayBePart ? { partial } : {}) };
  }
}

/** Why all subjects for one: a legal entity may have become a person. */
function kindsOf(disposition: FtmDisposition | null): readonly RecordKind[] {
  switch (disposition?.to) {
    case undefined:
    case 'part':
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

/** Withdraws a subject from the kinds that it may have had before, such as a legal entity that proved to be a person. */
export function* withdrawOthers({ kind, sourceRef }: SourceRecord, origin: Origin, raw: string): Generator<Withdrawal> {
  const kinds: readonly RecordKind[] = subjectKinds;
  if (!kinds.includes(kind)) return;
  for (const of of kinds) if (of !== kind) yield { kind: 'withdrawal', of, sourceRef, origin, raw };
}
