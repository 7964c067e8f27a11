import { isProtectedRecord } from '../../../policy/protectedSubjects.js';
import { holdings } from '../../../policy/rules/ofAsked.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import type { RawObject } from '../described/toObject.js';
import type { EnvelopeRow, HandlingRow } from '../rows.js';
import type { KitSession } from '../session/session.js';
import { shapeOfType, type TypeShape } from '../shape.js';
import { toHandling } from '../wall/envelope.js';
import { projectObject } from '../wall/projection.js';
import type { AskedVerdict } from '../wall/verdict.js';
import { type FlatValue, flatten } from './flatten.js';

/** By what a record or a link was found: a value of the SDL's `SubjectFoundBy`. */
export type FoundBy = 'NAME_AND_BIRTH_DATE' | 'DOCUMENT' | 'EORI' | 'POINTS_AT_RECORD' | 'CONFIRMED';

/** What of a namesake is the same: a value of the SDL's `SubjectAlikeBy`. */
export type AlikeBy = 'NAME' | 'DOCUMENT' | 'EORI';

/** A record or a link that is the asked person's, as it was read. */
export interface Held {
  /** Its SDL type, e.g. `Person`, `SeizurePerson`. */
  readonly type: string;
  readonly id: string;
  /** Envelope and handling; its `id` is that of the record, of a link that of the record that states it. */
  readonly row: HandlingRow;
  /** What it holds, unprojected. */
  readonly object: RawObject;
  /** Of a link: the record that states it, and what that holds itself, where it is to go along. */
  readonly record: HoldingRecord | null;
  /** Of a link: records that the person owns or directs by it. */
  readonly owned?: readonly OwnedRecord[];
  readonly foundBy: FoundBy;
  readonly twin: number | null;
}

/** A record that a link leads to, and what of it is told with the link. */
export interface OwnedRecord {
  /** The link's field that leads to it. */
  readonly field: string;
  readonly type: string;
  readonly row: EnvelopeRow;
  readonly object: RawObject;
}

/** The record that states a link. */
export interface HoldingRecord {
  readonly type: string;
  readonly id: string;
  /** What it holds itself, unprojected. */
  readonly object?: RawObject;
  readonly lists?: RecordLists;
}

/** Entries of a record's lists that go along with a link: by the field of the record that has the list. */
export type RecordLists = readonly {
  readonly list: string;
  /** SDL type of its entries. */
  readonly type: string;
  readonly objects: readonly RawObject[];
}[];

/**
 * The SDL's `SubjectHolding`, projected by the verdict of a record of the asked person; null where this viewer may not open it.
 * A datum goes along where all categories on the way to it are FULL, and of the record that states a link only what is of no
 * person. What goes along is named in the log as of any shown record.
 */
export function toHolding(session: KitSession, held: Held): object | null {
  const { type, id, row, object, record, owned = [], foundBy, twin } = held;
  const shape = shapeOfType(session.projection.shapes, type);
  const verdict = session.judgeOfAsked(row, shape.isLink ? { shape, object } : null);
  if (!isOpen(verdict)) return null;
  const isAsked = session.asksFor('SubjectHolding', 'data');
  const own = isAsked ? flatten(session.projection.shapes, type, object).filter(isOpenTo(verdict)) : [];
  const ofRecord =
    isAsked && record ? valuesOfRecord(session, record).filter(isOfNobody(session)).filter(isOpenTo(verdict)) : [];
  noteShown(session, verdict, [...own, ...ofRecord]);
  const ofOwned = isAsked ? owned.flatMap((each) => valuesOfOwned(session, shape, each)).filter(isOpenTo(verdict)) : [];
  const values = [...own, ...ofOwned];
  const data = [...values.map((each) => toDatum(each, false)), ...ofRecord.map((each) => toDatum(each, true))];
  return project(session, 'SubjectHolding', verdict, {
    ...{ id, type, foundBy, twin, data, recordId: record?.id ?? null, recordType: record?.type ?? null },
    ...handlingOf(session, verdict, row),
  });
}

/** The SDL's `SubjectNamesake`; null where this viewer could not open it if it were the asked person's. */
export function toNamesake(
  session: KitSession,
  { type, id, row, alikeBy }: Pick<Held, 'type' | 'id' | 'row'> & { readonly alikeBy: AlikeBy },
): object | null {
  const shape = shapeOfType(session.projection.shapes, type);
  const verdict = session.judgeOfAsked(row, shape.isLink ? { shape, object: { id } } : null);
  if (!isOpen(verdict)) return null;
  return project(session, 'SubjectNamesake', verdict, { id, type, alikeBy, ...handlingOf(session, verdict, row) });
}

/**
 * Whether clearance alone keeps a row of the asked person from this viewer: only then it is counted. The log names it, since a
 * number tells that it is there.
 */
export function noteAbove(session: KitSession, row: HandlingRow): boolean {
  const verdict = session.judgeOfAsked(row);
  const { env_expires_at: expiresAt } = row;
  // Why beside the rule: of several caps only the first is told.
  const isExpired = expiresAt !== null && new Date(expiresAt).getTime() <= Date.parse(session.facts.asOf);
  if (isExpired || !verdict.decide([holdings]).decision.rule.startsWith('cap.clearance')) return false;
  session.report.notePresence(verdict.record);
  return true;
}

/** Why both: the row wall in SQL and this one do not rely on each other. */
function isOpen(verdict: AskedVerdict): boolean {
  return verdict.record.standing === 'VISIBLE' && verdict.decide([holdings]).decision.effect === 'FULL';
}

function valuesOfRecord({ projection: { shapes } }: KitSession, record: HoldingRecord): readonly FlatValue[] {
  const { type, object = {}, lists = [] } = record;
  const ofLists = lists.flatMap(({ list, type: of, objects }) => {
    const guards = shapes.get(type)?.fields.get(list)?.guards ?? [];
    return objects.flatMap((each, at) =>
      flatten(shapes, of, each, { path: `${list}[${at}]`, coordinate: `${type}.${list}`, guards }),
    );
  });
  return [...flatten(shapes, type, object), ...ofLists];
}

/** By the record's own verdict, and nothing of a protected person's, whose protection falls for that person alone. */
function valuesOfOwned(session: KitSession, link: TypeShape, owned: OwnedRecord): readonly FlatValue[] {
  const { field, type, row, object } = owned;
  const verdict = session.judgeOfAsked(row);
  if (!isOpen(verdict) || isProtectedRecord(verdict.envelopeVerdict.terms)) return [];
  const place = { path: field, coordinate: `${link.name}.${field}`, guards: link.fields.get(field)?.guards ?? [] };
  const values = flatten(session.projection.shapes, type, object, place)
    .filter(isOfNobody(session))
    .filter(isOpenTo(verdict));
  if (values.length > 0) noteShown(session, verdict, values);
  return values;
}

function isOpenTo(verdict: AskedVerdict): (value: FlatValue) => boolean {
  return ({ guards }) => verdict.decide(guards).decision.effect === 'FULL';
}

/** Values of a record that are of no person: of others, the asked person learns nothing by it. */
function isOfNobody({ policy }: KitSession): (value: FlatValue) => boolean {
  return ({ guards }) => guards.every((category) => policy.categories[category]?.personal === false);
}

/** Members of the envelope, by the field of `Handling` that guards them. */
function handlingOf(session: KitSession, verdict: AskedVerdict, row: HandlingRow): Record<string, unknown> {
  const handling = toHandling(row, verdict.envelopeVerdict.terms);
  const members = ['source', 'sourceRef', 'originator', 'caseReference', 'expiresAt', 'classification'];
  const isShown = (name: string) => verdict.decide([session.category(`Handling.${name}`)]).decision.effect === 'FULL';
  return Object.fromEntries(members.map((name) => [name, isShown(name) ? handling[name] : null]));
}

/** Names for the log what goes along: the record with its categories, and numbers by which somebody or something is known. */
function noteShown({ report }: KitSession, { record }: AskedVerdict, values: readonly FlatValue[]): void {
  report.show(record, report.setOf(values.flatMap(({ guards }) => guards)));
  for (const { identifies: type, value, category } of values) {
    if (type === null) continue;
    report.identify({ type, id: type === 'JointOperation' ? value : identifierKey(type, value) }, category);
  }
}

function toDatum({ path, coordinate, category, value }: FlatValue, ofRecord: boolean): object {
  return { path, coordinate, category, value, ofRecord };
}

function project({ projection }: KitSession, type: string, verdict: AskedVerdict, object: object): object {
  return projectObject(projection, shapeOfType(projection.shapes, type), object, verdict);
}
