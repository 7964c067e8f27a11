import type { TradePartyRole, TradePartyStatement } from '../../records/cargo.js';
import type { Statement } from './messageTable.js';
import { type Flag, readCountry } from './readings.js';
import { partsOf, textOf, textsOf } from './statements.js';

/** EUCDM 13 14: roles of an additional supply chain actor. */
const actorRoles: Readonly<Record<string, TradePartyRole>> = {
  CS: 'CONSOLIDATOR',
  FW: 'FREIGHT_FORWARDER',
  MF: 'MANUFACTURER',
  WH: 'WAREHOUSE_KEEPER',
};

/** Parties of one level, in order, without those that have neither name nor number. */
export function readParties(level: Statement, flag: Flag): TradePartyStatement[] {
  return withoutRepetitions(partsOf(level, 'party').flatMap((party) => readParty(party, flag) ?? []));
}

/** Each party once, in order. */
export function withoutRepetitions(parties: readonly TradePartyStatement[]): TradePartyStatement[] {
  return parties.filter((party, index) => parties.findIndex((other) => isSame(other, party)) === index);
}

/** Whether both state the same. */
export function isSame(one: TradePartyStatement, other: TradePartyStatement): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function readParty(party: Statement, flag: Flag): TradePartyStatement | null {
  const name = textOf(party, 'party.name', flag);
  const eori = textOf(party, 'party.eori', flag);
  if (name === null && eori === null) return null;
  const role = party.kind === 'ACTOR' ? actorRoles[textOf(party, 'party.role')?.toUpperCase() ?? ''] : party.kind;
  if (role === undefined) {
    flag('VALUE_FORM');
    return null;
  }
  const personType = textOf(party, 'party.personType');
  const street = [
    ...textsOf(party, 'party.street'),
    ...textsOf(party, 'party.number'),
    ...textsOf(party, 'party.streetMore'),
    ...textsOf(party, 'party.poBox').map((box) => `P.O. Box ${box}`),
  ];
  return {
    role: role as TradePartyRole,
    name,
    street: street.length > 0 ? street.join(', ') : null,
    city: textOf(party, 'party.city', flag),
    postcode: textOf(party, 'party.postcode', flag),
    country: readCountry(textOf(party, 'party.country'), flag),
    eori,
    personType: personType !== null && /^[123]$/.test(personType) ? (Number(personType) as 1 | 2 | 3) : null,
  };
}
