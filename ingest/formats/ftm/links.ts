import { propertiesOf } from '../../../schema/formats/ftm/model.js';
import type { InterestKind, LinkEnd, RelationKind } from '../../records/persons.js';
import type { SourceRecord } from '../../records/record.js';
import { readPaid } from './amount.js';
import type { FtmEntity } from './entity.js';
import type { FtmDisposition } from './model/dispositions.js';
import { endOf } from './subjects/linkEnds.js';
import { type FtmValues, openValues } from './values.js';

type LinkDisposition = Extract<FtmDisposition, { to: 'relation' | 'interest' }>;

/** The record of an entity that links two others, in the delivery or not; a defect where an end is missing. */
export function toLink(
  entity: FtmEntity,
  disposition: LinkDisposition,
): SourceRecord | { readonly field: string; readonly reason: string } {
  const flags = new Set<string>();
  const values = openValues(entity, flags);
  const endsOf = (property: string): LinkEnd[] => {
    const range = propertiesOf(entity.schema).get(property)?.range;
    return values.texts(property).map((id) => endOf(range, id));
  };
  const subjects = endsOf(disposition.from);
  const objects = endsOf(disposition.object);
  if (subjects.length === 0) return { field: disposition.from, reason: 'end.missing' };
  if (objects.length === 0) return { field: disposition.object, reason: 'end.missing' };
  const record: SourceRecord =
    disposition.to === 'relation'
      ? { ...toRelation(entity.id, disposition.kind, values), subjects, objects }
      : { ...toInterest(entity.id, disposition.kind, values, flags), holders: subjects, objects };
  return flags.size === 0 ? record : { ...record, qualityFlags: [...flags].sort() };
}

function toRelation(sourceRef: string, relation: RelationKind, values: FtmValues) {
  const paid = readPaid(values);
  const summary = [values.joined('purpose'), ...paid.words, readSummary(values)];
  return {
    kind: 'relation' as const,
    sourceRef,
    relation,
    relationship: values.joined('relationship') ?? readRole(values),
    ...readDates(values),
    summary: summary.filter((part) => part !== null).join('\n') || null,
    ...(paid.amount === null ? {} : { amount: paid.amount }),
  };
}

function toInterest(sourceRef: string, interest: InterestKind, values: FtmValues, flags: Set<string>) {
  return {
    kind: 'interest' as const,
    sourceRef,
    interest,
    role: readRole(values) ?? values.joined('ownershipType'),
    percentage: toPercentage(values.text('percentage'), flags),
    ...readDates(values),
    summary: readSummary(values),
  };
}

function readRole(values: FtmValues): string | null {
  return values.joined('role', 'status');
}

function readSummary(values: FtmValues): string | null {
  return values.joined('summary', 'description');
}

function readDates(values: FtmValues) {
  return {
    startDate: values.earliest('startDate') ?? values.earliest('date'),
    endDate: values.latest('endDate'),
  };
}

function toPercentage(text: string | null, flags: Set<string>): number | null {
  if (text === null) return null;
  const match = /^(\d+(?:[.,]\d+)?)\s*%?$/.exec(text);
  const share = match === null ? Number.NaN : Number((match[1] as string).replace(',', '.'));
  if (share >= 0 && share <= 100) return share;
  flags.add('PERCENTAGE_FORM');
  return null;
}
