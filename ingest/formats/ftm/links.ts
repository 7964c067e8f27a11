import type { SourceRecord } from '../../records/record.js';
import { readPaid } from './amount.js';
import type { FtmEntity } from './entity.js';
import type { FtmDisposition } from './model/dispositions.js';
import { propertiesOf } from './model/model.js';
import { endOf } from './subjects.js';
import { openValues } from './values.js';

type LinkDisposition = Extract<FtmDisposition, { to: 'relation' | 'interest' }>;

/**
 * The record of an entity that links two others; its ends are pointed at by their ids, whether or not the delivery has
 * them. A defect where an end is missing.
 */
// Why long: one record, field by field.
export function toLink(
  entity: FtmEntity,
  disposition: LinkDisposition,
): SourceRecord | { readonly field: string; readonly reason: string } {
  const flags = new Set<string>();
  const values = openValues(entity, flags);
  const ends = (property: string) => {
    const range = propertiesOf(entity.schema).get(property)?.range;
    return values.texts(property).map((id) => endOf(range, id));
  };
  const subjects = ends(disposition.from);
  const objects = ends(disposition.object);
  if (subjects.length === 0) return { field: disposition.from, reason: 'end.missing' };
  if (objects.length === 0) return { field: disposition.object, reason: 'end.missing' };
  const dates = {
    startDate: values.earliest('startDate') ?? values.earliest('date'),
    endDate: values.latest('endDate'),
  };
  const role = values.joined('role', 'status');
  const summary = values.joined('summary', 'description');
  const paid = readPaid(values);
  const record: SourceRecord =
    disposition.to === 'relation'
      ? {
          kind: 'relation',
          sourceRef: entity.id,
          relation: disposition.kind,
          relationship: values.joined('relationship') ?? role,
          ...dates,
          summary:
            [values.joined('purpose'), ...paid.words, summary].filter((part) => part !== null).join('\n') || null,
          ...(paid.amount === null ? {} : { amount: paid.amount }),
          subjects,
          objects,
        }
      : {
          kind: 'interest',
          sourceRef: entity.id,
          interest: disposition.kind,
          role: role ?? values.joined('ownershipType'),
          percentage: toPercentage(values.text('percentage'), flags),
          ...dates,
          summary,
          holders: subjects,
          objects,
        };
  return flags.size === 0 ? record : { ...record, qualityFlags: [...flags].sort() };
}

function toPercentage(text: string | null, flags: Set<string>): number | null {
  if (text === null) return null;
  const match = /^(\d+(?:[.,]\d+)?)\s*%?$/.exec(text);
  const share = match === null ? Number.NaN : Number((match[1] as string).replace(',', '.'));
  if (share >= 0 && share <= 100) return share;
  flags.add('PERCENTAGE_FORM');
  return null;
}
