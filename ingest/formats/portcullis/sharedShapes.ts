// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer, SubjectStatement } from '../../records/base.js';
import type { Shape, ShapeOf } from './shape.js';

/** Shape of the fields that a kind of record has beside those of all records. */
export type FieldsOf<R extends RecordBase & { readonly kind: string }> = ShapeOf<Omit<R, keyof RecordBase | 'kind'>>;

/** A list of texts. */
export const texts = { list: 'text' } as const;

/** A pointer at a record of a source. */
export const pointer = {
  fields: { source: 'text', sourceRef: 'text' },
  required: ['source', 'sourceRef'],
} as const satisfies ShapeOf<RecordPointer>;

/** What a link states of the person at its end. */
export const subject = {
  fields: {
    category: { codes: ['SUSPECT', 'CONVICTED', 'VICTIM', 'WITNESS', 'CONTACT_OR_ASSOCIATE', 'OTHER'] },
    minor: 'boolean',
  },
  required: [],
} as const satisfies ShapeOf<SubjectStatement>;

/** Fields of an object, none of which must be stated. */
export function optional<Fields extends Record<string, Shape>>(fields: Fields) {
  return { fields, required: [] } as const;
}
