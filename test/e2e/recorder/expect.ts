import type { Told } from '../../../auditlog/told.js';
import type { Knowledge, Party } from './knowledge.js';

type Answer = Readonly<Record<string, unknown>>;

/** Where the crawl stands: the nearest record above that a row without an id of its own belongs to. */
interface Within {
  readonly consignment: string | null;
  readonly path: string;
}

/** Something that the log has to name: one of these sets, whole. */
export interface Expected {
  readonly path: string;
  readonly anyOf: readonly (readonly string[])[];
  /** How much the log has to say at least that was told of the first; of the others, that they are there. Presence where absent. */
  readonly least?: Told;
}

/** Answers to the same question that say which row stands where. */
export interface Keyed {
  /** With type and id of every object (`withKeys`). */
  readonly same: unknown;
  /** With a row more a page: the row behind. */
  readonly more: unknown;
  /** Paths of lists under a filter, e.g. `.persons`. */
  readonly filtered: ReadonlySet<string>;
}

/** A public id, as ingest makes them. */
const publicId = /^[a-z]+_[a-z2-7]{24}$/;

/** Two answers to one question differ. */
export class AnotherAnswer extends Error {}

/** Ids of what is nobody: runs and the like. */
const ofNobody = /^(?:run|check|export|purge)_/;

/** Key of the types that are numbers. */
const numberOf: Readonly<Record<string, string>> = {
  Vessel: 'imo',
  Container: 'containerId',
  EconomicOperator: 'eori',
};

/** A number without spaces and signs. */
export function compact(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Whom an answer told of, by the database.
 *
 * @param answer `data` as the viewer got it
 * @throws AnotherAnswer where the two are not the same answer: the log, for one, grows between them
 */
export function expectedOf(knowledge: Knowledge, answer: unknown, keyed: Keyed): readonly Expected[] {
  const expected: Expected[] = [];
  crawl(answer, keyed.same, keyed.more, { consignment: null, path: '' });
  return expected;

  function crawl(value: unknown, beside: unknown, more: unknown, within: Within): void {
    if (Array.isArray(value)) {
      if (!Array.isArray(beside) || beside.length !== value.length) throw new AnotherAnswer(within.path);
      const further = Array.isArray(more) ? more : [];
      for (const [at, item] of value.entries()) crawl(item, beside[at], further[at], within);
    } else if (typeof value === 'string') text(value, within.path);
    else if (isObject(value)) {
      if (!isObject(beside)) throw new AnotherAnswer(within.path);
      object(value, beside, isObject(more) ? more : {}, within);
    }
  }

  function text(value: string, path: string): void {
    if ((publicId.test(value) && !ofNobody.test(value)) || value.startsWith('auditentry_'))
      expected.push({ path, anyOf: [[value]] });
    if (knowledge.numbers.has(value)) expected.push({ path, anyOf: [[compact(value)]], least: 'SHOWN' });
  }

  function object(value: Answer, keys: Answer, more: Answer, within: Within): void {
    // A hit shows a reference in the place of its id, which the log does not have.
    const id = typeof keys.id === 'string' && publicId.test(keys.id) ? keys.id : null;
    const consignment = id?.startsWith('consignment_') ? id : within.consignment;
    for (const [name, member] of Object.entries(value)) {
      if (name === '__typename' || isOfReading(keys[name])) continue;
      crawl(member, keys[name], more[name], { consignment, path: `${within.path}.${name}` });
    }
    const type = String(keys.__typename);
    const number = numberOf[type];
    if (number && typeof keys[number] === 'string' && showsBelow(value))
      expected.push({ path: within.path, anyOf: [[compact(keys[number])]], least: 'ASKED' });
    if (type.endsWith('Connection')) page(value, keys, more, within);
    if (/(?:Edge|Match)$/.test(type)) for (const row of rowsIn(keys)) need(within, [row]);
    if (id !== null && type !== 'Agency' && type !== 'AuditEntry') {
      const link = knowledge.links.get(id);
      const isInFull = link?.name != null && Object.values(value).includes(link.name);
      const ids = [id, ...(link?.refs ?? []), ...(isInFull && link?.number ? [compact(link.number)] : [])];
      expected.push({
        path: within.path,
        anyOf: [ids],
        least: knowledge.records.has(id) && showsData(value) ? 'SHOWN' : 'PRESENCE',
      });
    }
    if (type === 'TradeParty') party(keys, consignment, within);
    if (type === 'ConsignmentParticipation') {
      party(keys, isObject(keys.consignment) ? String(keys.consignment.id) : null, within);
    }
    if (!shows(value)) return;
    const shipOf =
      keys.__typename === 'SeizureVessel' ? id : keys.__typename === 'BorderTransportMeans' ? consignment : null;
    const ship = shipOf === null ? undefined : knowledge.ships.get(shipOf);
    if (ship?.imo && ship.name !== null && Object.values(value).includes(ship.name)) need(within, [compact(ship.imo)]);
  }

  /** What a page tells by its page information alone. */
  function page(value: Answer, keys: Answer, more: Answer, within: Within): void {
    const { pageInfo } = value;
    if (!isObject(pageInfo)) return;
    const rows = edgesOf(keys);
    if (typeof pageInfo.startCursor === 'string') need(within, rows.slice(0, 1));
    if (typeof pageInfo.endCursor === 'string') need(within, rows.slice(-1));
    if (pageInfo.hasNextPage !== true || !keyed.filtered.has(within.path)) return;
    const behind = edgesOf(more)[rows.length];
    need(within, behind === undefined ? rows : [...rows, behind]);
  }

  function party({ role, name }: Answer, consignment: string | null, within: Within): void {
    if (consignment === null) return;
    const ofRole = (knowledge.parties.get(consignment) ?? []).filter((one) => one.role === role);
    const named = ofRole.filter((one) => one.name === name);
    const anyOf = (named.length > 0 ? named : ofRole).map(({ id, refs }: Party) => [id, ...refs]);
    if (anyOf.length > 0) expected.push({ path: within.path, anyOf });
  }

  function need({ path }: Within, ids: readonly string[]): void {
    expected.push({ path, anyOf: [ids] });
  }
}

/** Whether an object itself shows a value. */
function shows(value: Answer): boolean {
  return Object.entries(value).some(([name, member]) => name !== '__typename' && isShown(member));
}

/** Whether a record shows more of itself than its id. */
function showsData(value: Answer): boolean {
  return Object.entries(value).some(
    ([name, member]) => name !== '__typename' && isShown(member) && !publicId.test(String(member)),
  );
}

/** Ids of the rows that an edge or a match leads to. */
function rowsIn(keys: Answer): readonly string[] {
  return Object.values(keys).flatMap((member) =>
    isObject(member) && typeof member.id === 'string' && publicId.test(member.id) ? [member.id] : [],
  );
}

/** Whom an entry of a reading of the log named: they are not named again by each who reads that entry. */
function isOfReading(keys: unknown): boolean {
  return (
    Array.isArray(keys) &&
    keys.some((each) => isObject(each) && each.__typename === 'AuditDisclosure' && each.type === 'AuditEntry')
  );
}

/** Ids of the rows of a page, in their order. */
function edgesOf({ edges }: Answer): readonly string[] {
  if (!Array.isArray(edges)) return [];
  return edges.flatMap((edge) => (isObject(edge) ? rowsIn(edge) : []));
}

function isShown(member: unknown): boolean {
  if (Array.isArray(member)) return member.some((item) => isShown(item));
  return member !== null && member !== undefined && typeof member !== 'object';
}

/** Whether an object, or one below it, shows a value. */
function showsBelow(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(showsBelow);
  if (!isObject(value)) return false;
  return shows(value) || Object.values(value).some(showsBelow);
}

function isObject(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
