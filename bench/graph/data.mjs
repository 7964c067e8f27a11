/** The fictitious entities of the four sources: 1000 of each kind, the same on every machine and every day. */

export const entityCount = 1000;

const ports = ['NLRTM', 'BEANR', 'DEHAM', 'ESVLC', 'PLGDN', 'FRLEH'];
const origins = ['ECGYE', 'COTRB', 'BRSSZ', 'CRLIO', 'PAONX'];
const goods = [
  ['080390', 'Bananas, fresh, in cartons'],
  ['030617', 'Shrimps, frozen'],
  ['090111', 'Coffee, not roasted'],
  ['240110', 'Tobacco, not stripped'],
  ['440710', 'Sawn wood of pine'],
];
const crimes = ['DRUG_TRAFFICKING', 'EXCISE_FRAUD', 'COUNTERFEITING', 'SMUGGLING'];
const names = ['Jordan', 'Alex', 'Robin', 'Kim', 'Sasha', 'Noor', 'Mika', 'Toni'];
const families = ['Exemplar', 'Voorbeeld', 'Muster', 'Przyklad', 'Ejemplo', 'Exemple', 'Esempio'];

const pick = (list, index) => list[index % list.length];
const four = (index) => String(index % entityCount).padStart(4, '0');
const day = (index) =>
  `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}T08:00:00Z`;
const all = (make) => Array.from({ length: entityCount }, (_, index) => make(index));

/** 24 digits of base 32, as sources issue them: the log packs these, and keeps any other id as a text. */
const digitsOf = (index) =>
  four(index)
    .replace(/\d/g, (digit) => letters[digit])
    .padStart(24, letters[0]);
const letters = 'abcdefghij';

/** Public ids. */
export const idOf = {
  consignment: (index) => `consignment_${digitsOf(index)}`,
  person: (index) => `person_${digitsOf(index)}`,
  seizure: (index) => `seizure_${digitsOf(index)}`,
  incident: (index) => `incident_${digitsOf(index)}`,
};

/** @param {string} id e.g. `person_aaaaaaaaaaaaaaaaaaaaaaec` @returns {number} its place */
export const indexOf = (id) => Number(id.slice(-4).replace(/[a-j]/g, (letter) => letters.indexOf(letter)));

export const mrnOf = (index) => `26NL${String(500_000_000_000 + index)}A${index % 10}`;

export const consignments = all((index) => ({
  id: idOf.consignment(index),
  mrn: mrnOf(index),
  lrn: `BENCH-${four(index)}`,
  ucr: index % 3 === 0 ? null : `6BENCH${four(index)}`,
  transportDocument: `BENCHBL${four(index)}`,
  conveyanceReference: `EX${(index % 60) + 1}W`,
  vesselName: `Testing Star ${(index % 40) + 1}`,
  placeOfLoading: pick(origins, index),
  placeOfUnloading: pick(ports, index),
  countryOfLoading: pick(origins, index).slice(0, 2),
  countryOfUnloading: pick(ports, index).slice(0, 2),
  customsOfficeFirstEntry: `${pick(ports, index).slice(0, 2)}000510`,
  departure: day(index),
  estimatedArrival: day(index + 17),
  container: `BNCU${String(300_000 + index)}`,
  splitConsignment: index % 11 === 0,
  hs6: pick(goods, index)[0],
  description: pick(goods, index)[1],
  grossMassKg: 1000 + index * 17.5,
  packages: 20 + ((index * 7) % 1180),
  declarantEori: `NL${String(900_000_000 + index)}`,
}));

export const persons = all((index) => ({
  id: idOf.person(index),
  name: `${pick(names, index)} ${pick(families, index)} ${index}`,
  alias: index % 4 === 0 ? null : `The ${pick(families, index + 3)}`,
  birthDate: `19${50 + (index % 50)}-0${(index % 9) + 1}-1${index % 10}`,
  // Why not ASCII alone: names are not.
  birthPlace: pick(['Sampletown', 'Örnekköy', 'Przykładowo', 'Παράδειγμα'], index),
  nationality: pick(['NL', 'BE', 'DE', 'ES', 'PL', 'XA'], index),
  gender: pick(['F', 'M', 'X'], index),
  documentNumber: `SPECI${String(20_000 + index)}`,
  eyeColour: pick(['BROWN', 'BLUE', 'GREEN'], index),
  warning: index % 9 === 0 ? 'ARMED' : null,
  suggestedAction: index % 2 === 0 ? 'SIGHTING_AND_REPORTING' : null,
}));

export const seizures = all((index) => ({
  id: idOf.seizure(index),
  caseReference: `NLC-2026-${four(index)}`,
  seizedAt: day(index + 3),
  place: pick(ports, index),
  drugGroup: pick(['COCAINE', 'CANNABIS', 'SYNTHETICS'], index),
  quantityKg: 0.5 + index * 1.25,
  legalStatus: pick(['SEIZED', 'CONFISCATED', 'RELEASED'], index),
  concealment: pick(['False wall of a reefer', 'Among the goods', 'In the hull'], index),
  detectionMethod: pick(['SCAN', 'DOG', 'INTELLIGENCE'], index),
}));

export const incidents = all((index) => ({
  id: idOf.incident(index),
  kind: pick(['SEIZURE', 'SIGHTING', 'CONTROL'], index),
  occurredAt: day(index + 3),
  area: pick(ports, index),
  crimeArea: pick(crimes, index),
  latitude: 51 + (index % 100) / 100,
  longitude: 4 + (index % 90) / 100,
}));

/** Edges: every person has ten consignments, every consignment two parties and two seizures, every seizure its incident. */
export const edges = {
  consignmentsOf: (person, first) => wrap(consignments, person * 10, Math.min(first, 10)),
  partiesOf: (consignment) => wrap(persons, consignment * 2, 2),
  seizuresOf: (consignment, first) => wrap(seizures, consignment * 2, Math.min(first, 2)),
  incidentOf: (seizure) => incidents[seizure],
};

function wrap(list, from, count) {
  return Array.from({ length: count }, (_, index) => list[(from + index) % entityCount]);
}
