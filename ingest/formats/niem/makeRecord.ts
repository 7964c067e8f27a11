import type { EnvelopeStatement, Provenance, RecordBase } from '../../records/base.js';
import type { RecordKind, SourceRecord, Withdrawal } from '../../records/record.js';
import type { ElementItem } from './reader.js';

/** A record of one kind. */
type RecordOfKind<Kind extends RecordKind> = Extract<SourceRecord, { readonly kind: Kind }>;

/** A record's place in its message, its key, and its envelope. */
export interface RecordFrame {
  readonly where: Provenance;
  readonly sourceRef: string;
  readonly envelope: EnvelopeStatement;
}

/** Makes a record. Always in this order of members: the content hash depends on it. */
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

/** A withdrawal of a record. */
export function withdraw(of: Withdrawal['of'], sourceRef: string, where: Provenance): Withdrawal {
  return { ...where, kind: 'withdrawal', of, sourceRef };
}

/** The defect of an element that cannot be read. */
export function defect(field: string, reason: string): ElementItem {
  return { kind: 'defect', field, reason };
}
