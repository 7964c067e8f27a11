// SPDX-License-Identifier: Apache-2.0
import { records } from '../../../schema/records/index.js';
import type { RecordDescription } from '../../../schema/records/record.js';
import { envelopeFields } from '../../records/envelope.js';
import { findMisshapen, type ObjectShape } from './shape.js';
import { shapeOf } from './shapeOf.js';

const common = {
  kind: 'text',
  sourceRef: 'text',
  envelope: shapeOf(envelopeFields),
  qualityFlags: { list: 'text' },
} as const;

const whole = new Map<string, ObjectShape>(
  Object.entries<RecordDescription>(records).map(([kind, description]) => {
    const { fields, required } = shapeOf(description.fields);
    return [kind, { fields: { ...common, ...fields }, required: ['sourceRef', ...required] }];
  }),
);

/** The first field of a record of whatever making that is not as its kind has it; `kind` for none that is known. */
export function findWrongField(record: Readonly<Record<string, unknown>>): string | null {
  const shape = typeof record.kind === 'string' ? whole.get(record.kind) : undefined;
  return shape === undefined ? 'kind' : findMisshapen(record, shape);
}
