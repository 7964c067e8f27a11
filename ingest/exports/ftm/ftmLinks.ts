import { toProperties, type WrittenEntity } from '../../../schema/formats/ftm/entity.js';
import { linkSchemata } from '../../../schema/formats/ftm/links.js';
import { propertiesOf } from '../../../schema/formats/ftm/model.js';
import type { StatedAmount } from '../../../schema/records/description/fields.js';
import { toCurrency } from '../../codes/currency.js';
import type { InterestRecord, LinkEnd, RelationRecord, StatedInterest, StatedRelation } from '../../records/persons.js';

/** A link, in whichever form a record states it. */
interface Link {
  readonly id: string;
  readonly kind: string;
  readonly subjects: readonly LinkEnd[];
  readonly objects: readonly LinkEnd[];
  readonly words: string | null | undefined;
  readonly percentage?: number | null | undefined;
  readonly startDate?: string | null | undefined;
  readonly endDate?: string | null | undefined;
  readonly summary?: string | null | undefined;
  readonly amount?: StatedAmount | null | undefined;
}

/** The entity of a relation record; null where FollowTheMoney has none. */
export function writeRelation(record: RelationRecord, source: string): WrittenEntity | null {
  const { sourceRef: id, relation: kind, relationship: words } = record;
  return writeLink({ ...record, id, kind, words }, source);
}

/** The entity of an interest record; null as for a relation. */
export function writeInterest(record: InterestRecord, source: string): WrittenEntity | null {
  const { sourceRef: id, interest: kind, role: words, holders: subjects } = record;
  return writeLink({ ...record, id, kind, words, subjects }, source);
}

/** The entity of a relation that the record of `subject` asserts. */
export function writeStatedRelation(
  id: string,
  subject: LinkEnd,
  relation: StatedRelation,
  source: string,
): WrittenEntity | null {
  return writeLink({ ...relation, id, words: relation.relationship, subjects: [subject], objects: [relation] }, source);
}

/** The entity of an interest that the record of `subject` asserts. */
export function writeStatedInterest(
  id: string,
  subject: LinkEnd,
  interest: StatedInterest,
  source: string,
): WrittenEntity | null {
  const [holder, object] = interest.holder ? [interest.holder, subject] : [subject, interest];
  return writeLink({ ...interest, id, words: interest.role, subjects: [holder], objects: [object] }, source);
}

function writeLink(link: Link, source: string): WrittenEntity | null {
  const found = linkSchemata.get(link.kind);
  if (found === undefined) return null;
  const subjects = link.subjects.flatMap((end) => idOf(end, source));
  const objects = link.objects.flatMap((end) => idOf(end, source));
  // Why: entities refer to each other by key alone, and keys are of one source.
  if (subjects.length !== link.subjects.length || objects.length !== link.objects.length) return null;
  const { schema, from, object } = found;
  const known = propertiesOf(schema);
  const { words, percentage, startDate, endDate, summary, amount } = link;
  const wordsProperty = known.has('relationship') ? 'relationship' : known.has('role') ? 'role' : null;
  if (words && wordsProperty === null) return null;
  if (amount && !known.has('amount')) return null;
  return {
    id: link.id,
    schema,
    properties: toProperties({
      [from]: subjects,
      [object]: objects,
      ...(wordsProperty === null ? {} : { [wordsProperty]: words }),
      ...(known.has('percentage') ? { percentage } : {}),
      startDate,
      endDate,
      summary,
      ...(amount ? { amount: toDecimal(amount), currency: amount.currency } : {}),
    }),
  };
}

function toDecimal({ minorUnits, currency }: StatedAmount): number {
  return Number(`${minorUnits}e-${toCurrency(currency)?.decimals ?? 0}`);
}

/** Key of the record at one end; empty where it is unknown or of another source. */
export function idOf({ person, organization, vesselRecord, aircraftRecord }: LinkEnd, source: string): string[] {
  const pointer = person ?? organization ?? vesselRecord ?? aircraftRecord;
  return pointer?.source === source ? [pointer.sourceRef] : [];
}
