/** One field of the question, as the demonstration shows it. */
export interface Line {
  readonly label: string;
  /** As `extensions.withheld` writes it. */
  readonly path: string;
  readonly write?: (value: unknown) => string;
}

/** A station on the way from the container to the operation. */
export interface Step {
  readonly title: string;
  readonly lines: readonly Line[];
}

const consignment = 'container.consignments.edges.*.node';
const consignor = `${consignment}.consignor`;
const person = `${consignor}.person`;
const other = `${person}.consignments.edges.*.node`;
const seizure = `${person}.seizures.edges.*.node`;
const incident = `${person}.incidents.edges.*.node`;

const toDay = (value: unknown) => String(value).slice(0, 10);
const toMinute = (value: unknown) => String(value).slice(0, 16).replace('T', ' ');

/** The way through `ingest/demo/question.graphql`. */
export const steps: readonly Step[] = [
  {
    title: 'The container arrives',
    lines: [
      { label: 'MRN', path: `${consignment}.mrn` },
      { label: 'arrival', path: `${consignment}.estimatedArrival`, write: toMinute },
      { label: 'unloads at', path: `${consignment}.placeOfUnloading.name` },
      { label: 'goods', path: `${consignment}.goodsItems.edges.*.node.description` },
      { label: 'risk score', path: `${consignment}.risk.score` },
    ],
  },
  {
    title: 'Its consignor',
    lines: [
      { label: 'declared as', path: `${consignor}.name` },
      { label: 'recorded as', path: `${person}.name` },
      { label: 'all names', path: `${person}.names.*.name` },
      { label: 'born', path: `${person}.birthDate` },
      { label: 'documents', path: `${person}.identifications.*.number` },
      { label: 'reason', path: `${person}.reason` },
    ],
  },
  {
    title: 'What else that person sent',
    lines: [
      { label: 'MRN', path: `${other}.consignment.mrn` },
      { label: 'names used', path: `${other}.statedName` },
      { label: 'ports', path: `${other}.consignment.placeOfUnloading.name` },
    ],
  },
  {
    title: 'Seizures that name the person',
    lines: [
      { label: 'case', path: `${seizure}.seizure.caseReference` },
      { label: 'where', path: `${seizure}.seizure.place.name` },
      { label: 'when', path: `${seizure}.seizure.seizedAt`, write: toDay },
      { label: 'kilograms', path: `${seizure}.seizure.normalisedKg` },
      { label: 'concealment', path: `${seizure}.seizure.concealment` },
    ],
  },
  {
    title: 'Incidents, and the joint operation',
    lines: [
      { label: 'incident', path: `${incident}.incident.title` },
      { label: 'narrative', path: `${incident}.incident.narrative` },
      { label: 'operation', path: `${incident}.incident.jointOperation.name` },
      { label: 'runs until', path: `${incident}.incident.jointOperation.endsAt`, write: toDay },
    ],
  },
];
