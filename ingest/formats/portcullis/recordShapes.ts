// SPDX-License-Identifier: Apache-2.0
import { records } from '../../../schema/records/index.js';
import { envelopeFields } from '../../records/envelope.js';
import type { RecordKind } from '../../records/record.js';
import {
  aircraftShape,
  interestShape,
  organizationShape,
  personShape,
  relationShape,
  vesselShape,
} from './personShapes.js';
import { findMisshapen, type ObjectShape } from './shape.js';
import { shapeOf } from './shapeOf.js';
import { texts } from './sharedShapes.js';

const shapes: Readonly<Record<RecordKind, ObjectShape>> = {
  person: personShape,
  organization: organizationShape,
  vesselRecord: vesselShape,
  aircraftRecord: aircraftShape,
  relation: relationShape,
  interest: interestShape,
  consignment: shapeOf(records.consignment.fields),
  seizure: shapeOf(records.seizure.fields),
  seizureStatistic: shapeOf(records.seizureStatistic.fields),
  incident: shapeOf(records.incident.fields),
  jointOperation: shapeOf(records.jointOperation.fields),
  code: shapeOf(records.code.fields),
};

const common = { kind: 'text', sourceRef: 'text', envelope: shapeOf(envelopeFields), qualityFlags: texts } as const;

const whole = new Map<string, ObjectShape>(
  Object.entries(shapes).map(([kind, { fields, required }]) => [
    kind,
    { fields: { ...common, ...fields }, required: ['sourceRef', ...required] },
  ]),
);

/** The first field of a record of whatever making that is not as its kind has it; `kind` for none that is known. */
export function findWrongField(record: Readonly<Record<string, unknown>>): string | null {
  const shape = typeof record.kind === 'string' ? whole.get(record.kind) : undefined;
  return shape === undefined ? 'kind' : findMisshapen(record, shape);
}
