// SPDX-License-Identifier: Apache-2.0
import type { SubjectStatement } from '../records/base.js';
import type { InterestRecord, LinkEnd, RelationRecord, StatedInterest, StatedRelation } from '../records/persons.js';
import { type MakeRef, pointerRef, type StoredRecord } from './stored.js';
import { statedSubjectColumns } from './subjectOfLink.js';

/** What a record that asserts links has. */
interface Asserting {
  readonly sourceRef: string;
  readonly relations?: readonly StatedRelation[];
  readonly interests?: readonly StatedInterest[];
}

/**
 * Rows of the relations that a record asserts.
 *
 * @param subject columns that name the record
 */
export function toStatedRelations(
  record: Asserting,
  subject: Readonly<Record<string, string>>,
  source: string,
  makeRef: MakeRef,
): StoredRecord[] {
  return (record.relations ?? []).map((relation, index) => {
    const sourceRef = `${record.sourceRef}/relation/${index + 1}`;
    return toRow('Relation', sourceRef, source, makeRef, {
      ...subjectColumns({}, makeRef),
      ...subject,
      ...relativeColumns(relation, makeRef),
      kind: relation.kind,
      relationship: relation.relationship ?? null,
      ...subjectAtEnd(relation.subject),
      stated_name: relation.statedName,
      start_date: relation.startDate ?? null,
      end_date: relation.endDate ?? null,
      summary: relation.summary ?? null,
      inverse: false,
    });
  });
}

/**
 * Rows of the interests that a record asserts.
 *
 * @param self the record as an end: what holds the interest, or what it is held in where the interest has a holder
 */
export function toStatedInterests(record: Asserting, self: LinkEnd, source: string, makeRef: MakeRef): StoredRecord[] {
  return (record.interests ?? []).map((interest, index) => {
    const sourceRef = `${record.sourceRef}/interest/${index + 1}`;
    const [holder, object] = interest.holder ? [interest.holder, self] : [self, interest];
    return toRow('Interest', sourceRef, source, makeRef, {
      ...interestColumns(interest.kind, holder, object, makeRef),
      ...saidOfInterest(interest),
    });
  });
}

/** Rows of a relation: one for each of its ends, so that it shows at both. */
export function toStoredRelation(record: RelationRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const said = {
    kind: record.relation,
    relationship: record.relationship ?? null,
    ...subjectAtEnd(null),
    stated_name: null,
    start_date: record.startDate ?? null,
    end_date: record.endDate ?? null,
    summary: record.summary ?? null,
  };
  const rows = pairs(record.subjects, record.objects).flatMap(([subject, object]) => [
    { ...subjectColumns(subject, makeRef), ...relativeColumns(object, makeRef), ...said, inverse: false },
    { ...subjectColumns(object, makeRef), ...relativeColumns(subject, makeRef), ...said, inverse: true },
  ]);
  return rows.map((columns, index) => toRow('Relation', keyOf(record, 'relation', index), source, makeRef, columns));
}

/** Rows of an interest: one for each holder and each thing that it is held in, mostly one. */
export function toStoredInterest(record: InterestRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return pairs(record.holders, record.objects).map(([holder, object], index) =>
    toRow('Interest', keyOf(record, 'interest', index), source, makeRef, {
      ...interestColumns(record.interest, holder, object, makeRef),
      ...saidOfInterest(record),
    }),
  );
}

/** The first row has the record's own key, the others, from 2, keys as links have them: see `links.ts`. */
function keyOf(record: Asserting, word: string, index: number): string {
  return index === 0 ? record.sourceRef : `${record.sourceRef}/${word}/${index + 1}`;
}

/** Ends of one link at most; a source that names more has not resolved who is who. */
const maximumPairs = 100;

function pairs(ones: readonly LinkEnd[], others: readonly LinkEnd[]): (readonly [LinkEnd, LinkEnd])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const)).slice(0, maximumPairs);
}

function subjectColumns({ person, organization, vesselRecord, aircraftRecord }: LinkEnd, makeRef: MakeRef) {
  return {
    person_ref: pointerRef(makeRef, 'Person', person),
    organization_ref: pointerRef(makeRef, 'Organization', organization),
    vessel_record_ref: pointerRef(makeRef, 'VesselRecord', vesselRecord),
    aircraft_record_ref: pointerRef(makeRef, 'AircraftRecord', aircraftRecord),
  };
}

function relativeColumns({ person, organization, vesselRecord, aircraftRecord }: LinkEnd, makeRef: MakeRef) {
  return {
    relative_ref: pointerRef(makeRef, 'Person', person),
    relative_organization_ref: pointerRef(makeRef, 'Organization', organization),
    relative_vessel_record_ref: pointerRef(makeRef, 'VesselRecord', vesselRecord),
    relative_aircraft_record_ref: pointerRef(makeRef, 'AircraftRecord', aircraftRecord),
  };
}

/** Why stated whole: a relation is changed in place, and what was told of the person at its end before may be of another. */
function subjectAtEnd(subject: SubjectStatement | null | undefined) {
  return { ...statedSubjectColumns(subject), record_category: null, record_minor: null, subject_known: false };
}

function interestColumns(kind: string, holder: LinkEnd, object: LinkEnd, makeRef: MakeRef) {
  return {
    kind,
    holder_person_ref: pointerRef(makeRef, 'Person', holder.person),
    holder_organization_ref: pointerRef(makeRef, 'Organization', holder.organization),
    organization_ref: pointerRef(makeRef, 'Organization', object.organization),
    vessel_record_ref: pointerRef(makeRef, 'VesselRecord', object.vesselRecord),
    aircraft_record_ref: pointerRef(makeRef, 'AircraftRecord', object.aircraftRecord),
  };
}

function saidOfInterest(interest: Pick<StatedInterest, 'role' | 'percentage' | 'startDate' | 'endDate' | 'summary'>) {
  return {
    role: interest.role ?? null,
    percentage: interest.percentage ?? null,
    start_date: interest.startDate ?? null,
    end_date: interest.endDate ?? null,
    summary: interest.summary ?? null,
  };
}

function toRow(
  type: 'Relation' | 'Interest',
  sourceRef: string,
  source: string,
  makeRef: MakeRef,
  columns: Readonly<Record<string, unknown>>,
): StoredRecord {
  return {
    type,
    idPrefix: type.toLowerCase(),
    table: `persons.${type.toLowerCase()}`,
    ref: makeRef(type, source, sourceRef),
    sourceRef,
    columns,
    children: [],
    data: { [`${type}.kind`]: columns.kind },
  };
}
