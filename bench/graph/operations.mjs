import { idOf, mrnOf } from './data.mjs';

/**
 * The operations of the scoreboards.
 *
 * @typedef {object} Operation
 * @property {string} id `Q1`
 * @property {string} title what it is, for people
 * @property {string} query
 * @property {readonly Record<string, unknown>[]} variants variables, taken in turn: some peers answer equal requests that are
 *   under way at once with one fetch, which no two questions of different people may share
 * @property {'analyst' | 'antifraud'} viewer who asks Portcullis
 * @property {boolean} [cold] every request carries another document
 * @property {boolean} [failing] one source answers 500
 * @property {boolean} [ownAuthorization] every request carries an Authorization of its own
 * @property {(data: object) => object} [rename] puts `data` into the words that are compared
 */

const q1 = `query Q1($mrn: String!) {
  consignment(mrn: $mrn) { id mrn vesselName placeOfLoading placeOfUnloading estimatedArrival hs6 grossMassKg }
}`;

const hops = `consignments(first: 10) {
      id mrn estimatedArrival vesselName hs6 grossMassKg
      seizures(first: 2) {
        id caseReference seizedAt drugGroup quantityKg legalStatus
        incident { id kind occurredAt area crimeArea }
      }
    }`;

const q2 = `query Q2($id: ID!) {
  person(id: $id) {
    id name birthDate nationality documentNumber
    ${hops}
  }
}`;

const q3 = `query Q3($first: Int!, $from: Int!) {
  consignments(first: $first, from: $from) {
    id mrn lrn ucr transportDocument conveyanceReference vesselName placeOfLoading placeOfUnloading countryOfLoading
    countryOfUnloading customsOfficeFirstEntry departure estimatedArrival container splitConsignment hs6 description
    grossMassKg packages
    parties { id name birthDate nationality gender documentNumber }
    seizures(first: 2) { id seizedAt place drugGroup quantityKg legalStatus }
  }
}`;

// For an anti-fraud agency: document numbers and positions come masked, an alert is a hit, the rest is withheld.
const q5 = `query Q5($id: ID!) {
  person(id: $id) {
    id name birthDate nationality documentNumber eyeColour warning suggestedAction
    consignments(first: 10) {
      id mrn estimatedArrival vesselName hs6 grossMassKg
      seizures(first: 2) {
        id caseReference seizedAt drugGroup quantityKg concealment detectionMethod
        incident { id kind occurredAt latitude longitude }
      }
    }
  }
}`;

const q6 = q2.replace('query Q2', 'query Q6');

/** Leaves that a cold document asks or leaves out, bit by bit of its number. */
const optional = ['lrn', 'container', 'packages', 'description', 'placeOfLoading'];

/** Marks the alias that makes a cold document's text its own; the replay sources answer it without executing anew. */
export const coldAlias = 'q4_';

/** @param {number} serial below 10^9 @returns {string} a document that no other serial has */
export function coldQuery(serial) {
  const leaves = optional.filter((_, bit) => (serial >> bit) & 1).join(' ');
  const alias = `${coldAlias}${String(serial).padStart(9, '0')}`;
  return `query Q4($id: ID!) { person(id: $id) { id ${alias}: name nationality consignments(first: 10) { id mrn vesselName ${leaves} seizures(first: 2) { id seizedAt drugGroup incident { id kind occurredAt } } } } }`;
}

/** The seizures source answers 500 whenever it is asked for one of these consignments; only Q6 reaches them. */
export const failingConsignments = new RegExp(`${idOf.consignment(600).slice(0, -3)}[g-j]..`);

const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));
/** Persons whose consignments are told of, a hundred apart where they have the same ones. */
const lookUps = many(240, (index) => ({ id: idOf.person((index % 60) + 100 * Math.floor(index / 60)) }));
const failing = many(160, (index) => ({ id: idOf.person(60 + (index % 40) + 100 * Math.floor(index / 40)) }));

/** @type {readonly Operation[]} */
export const operations = [
  {
    id: 'Q1',
    title: 'one row, 8 fields, 1 fetch',
    query: q1,
    variants: many(240, (index) => ({ mrn: mrnOf(index) })),
    viewer: 'analyst',
  },
  {
    id: 'Q2',
    title: 'four hops, 51 entities, 4 fetches in sequence',
    query: q2,
    variants: lookUps,
    viewer: 'analyst',
  },
  {
    id: 'Q3',
    title: 'list of 200 x 20 fields with two edges, 1000 objects',
    query: q3,
    variants: many(120, (index) => ({ first: 200, from: index })),
    viewer: 'analyst',
  },
  {
    id: 'Q4',
    title: 'never seen before: every request another document over four hops',
    query: coldQuery(0),
    variants: lookUps,
    viewer: 'analyst',
    cold: true,
  },
  {
    id: 'Q5',
    title: 'partly withheld: four hops, some fields withheld, some masked, one a hit',
    query: q5,
    variants: lookUps,
    viewer: 'antifraud',
  },
  {
    id: 'Q6',
    title: 'one source failing with status 500, four hops',
    query: q6,
    variants: failing,
    viewer: 'analyst',
    failing: true,
  },
];

/** Operations whose latency for somebody who asks alone is a target. */
export const askedAlone = ['Q1', 'Q2', 'Q3'];

/** Body of a request, as every contender gets it. */
export const bodyOf = ({ query, variants }, index = 0) =>
  JSON.stringify({ query, variables: variants[index % variants.length] });

/** Bodies of an operation in the order in which they are asked. */
export const bodiesOf = (operation) => operation.variants.map((_, index) => bodyOf(operation, index));
