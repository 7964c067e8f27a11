import * as f from '../../../schema/records/description/make.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { envelopeFields } from '../../records/envelope.js';
import { findMisshapen } from './shape.js';
import { shapeOf } from './shapeOf.js';

/** What every kind of record may state. */
const common = {
  kind: f.text(),
  sourceRef: f.text({ required: true }),
  envelope: f.json(envelopeFields),
  qualityFlags: f.list(f.text()),
};

const shapes = new Map(
  Object.entries<RecordDescription>(records).map(([kind, { fields }]) => [kind, shapeOf({ ...common, ...fields })]),
);

/** The first field of a record of whatever making that is not as its kind has it; `kind` for none that is known. */
export function findWrongField(record: Readonly<Record<string, unknown>>): string | null {
  const shape = typeof record.kind === 'string' ? shapes.get(record.kind) : undefined;
  return shape === undefined ? 'kind' : findMisshapen(record, shape);
}
