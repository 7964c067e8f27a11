import type { EnvelopeStatement, Provenance, RecordBase } from '../../records/base.js';
import type { RecordKind, SourceRecord, Withdrawal } from '../../records/record.js';
import type { ElementItem } from './reader.js';

/** A record of one kind. */
type RecordOfKind<Kind extends RecordKind> = Extract<SourceRecord, { readonly kind: Kind }>;

/** Where a record stands in its message, its key, and its envelope. */
export interface RecordFrame {
  readonly where: Provenance;
  readonly sourceRef: string;
  readonly envelope: EnvelopeStatement;
}

/** A record; what is doubtful of it stands last. Always in this order of members, by which records are compared. */
export function makeRecord<Kind extends RecordKind>(
  kind: Kind,
  { where, sourceRef, envelope }: RecordFrame,
  fields: Omit<RecordOfKind<Kind>, keyof RecordBase | 'kind'>,
  flags: Iterable<string>,
): RecordOfKind<Kind> {
  const qualityFlags = [...new Set(flags)];
  return {
    ...where,
    ...{ kind, sourceRef, envelope },
    ...fields,
    ...(qualityFlags.length === 0 ? {} : { qualityFlags }),
  } as unknown as RecordOfKind<Kind>;
}

/** Takes a record back. */
export function withdraw(of: Withdrawal['of'], sourceRef: string, where: Provenance): Withdrawal {
  return { ...where, kind: 'withdrawal', of, sourceRef };
}

/** An element that cannot be read. */
export function defect(field: string, reason: string): ElementItem {
  return { kind: 'defect', field, reason };
}
