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
 * @param keyed the same with type and id of every object (`withKeys`)
 * @throws AnotherAnswer where the two are not the same answer: the log, for one, grows between them
 */
export function expectedOf(knowledge: Knowledge, answer: unknown, keyed: unknown): readonly Expected[] {
  const expected: Expected[] = [];
  crawl(answer, keyed, { consignment: null, path: '' });
  return expected;

  function crawl(value: unknown, beside: unknown, within: Within): void {
    if (Array.isArray(value)) {
      if (!Array.isArray(beside) || beside.length !== value.length) throw new AnotherAnswer(within.path);
      for (const [at, item] of value.entries()) crawl(item, beside[at], within);
    } else if (typeof value === 'string') text(value, within.path);
    else if (isObject(value)) {
      if (!isObject(beside)) throw new AnotherAnswer(within.path);
      object(value, beside, within);
    }
  }

  function text(value: string, path: string): void {
    if ((publicId.test(value) && !ofNobody.test(value)) || value.startsWith('auditentry_'))
      expected.push({ path, anyOf: [[value]] });
    if (knowledge.numbers.has(value)) expected.push({ path, anyOf: [[compact(value)]] });
  }

  function object(value: Answer, keys: Answer, within: Within): void {
    const id = typeof keys.id === 'string' ? keys.id : null;
    const consignment = id?.startsWith('consignment_') ? id : within.consignment;
    for (const [name, member] of Object.entries(value)) {
      if (name !== '__typename') crawl(member, keys[name], { consignment, path: `${within.path}.${name}` });
    }
    const number = numberOf[String(keys.__typename)];
    if (number && typeof keys[number] === 'string' && showsBelow(value)) need(within, [compact(keys[number])]);
    if (!shows(value)) return;
    if (id !== null && keys.__typename !== 'Agency' && keys.__typename !== 'AuditEntry') {
      const link = knowledge.links.get(id);
      const isInFull = link?.name != null && Object.values(value).includes(link.name);
      need(within, [id, ...(link?.refs ?? []), ...(isInFull && link?.number ? [compact(link.number)] : [])]);
    }
    const shipOf =
      keys.__typename === 'SeizureVessel' ? id : keys.__typename === 'BorderTransportMeans' ? consignment : null;
    const ship = shipOf === null ? undefined : knowledge.ships.get(shipOf);
    if (ship?.imo && ship.name !== null && Object.values(value).includes(ship.name)) need(within, [compact(ship.imo)]);
    if (keys.__typename === 'TradeParty') party(keys, consignment, within);
    if (keys.__typename === 'ConsignmentParticipation') {
      party(keys, isObject(keys.consignment) ? String(keys.consignment.id) : null, within);
    }
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
