import { sourceWords } from '../sources.js';
import type { CitedRegime, Contact, LetterWords } from './words.js';

const cited = (one: string, { regime }: CitedRegime): string => `${regime}, Article ${one}`;
const write = ({ name, contact }: Contact): string => `${name} (${contact})`;

/** A letter in English. A proposal, until a lawyer of the agency has approved it. */
export const english: LetterWords = {
  approvedBy: null,
  proposal: 'PROPOSAL: no lawyer of the authority has approved the texts of this letter, or the rules that it follows.',
  title: 'Answer to your request for data held about you',
  titleOfChecks: 'Outcome of the checks made at your request',
  particulars: {
    answeredBy: 'Answered by',
    contact: 'Contact',
    date: 'Date',
    request: 'Request',
    case: 'File',
    person: 'Request of',
    birthDate: 'Date of birth',
    identifiedBy: 'How your identity was established',
  },
  identifiedBy: {
    IDENTITY_DOCUMENT: 'By a document of identity',
    ELECTRONIC_IDENTIFICATION: 'By electronic identification',
    IN_PERSON: 'In person',
    REPRESENTATIVE: 'Through your representative',
    SUPERVISORY_AUTHORITY: 'By the supervisory authority',
  },
  headings: {
    particulars: 'Particulars',
    data: 'Data about you',
    recipients: 'To whom the data were disclosed',
    thirdCountries: 'Third countries to which the data were disclosed',
    presence: 'Who was told that data are held, without being shown them',
    rights: 'Your rights',
    copied: 'Extract',
  },
  columns: {
    field: 'Item',
    value: 'Value',
    category: 'Category',
    purposes: 'Purposes',
    basis: 'Legal basis',
    who: 'Recipient',
    months: 'Months',
    times: 'Times',
    categories: 'Categories of data',
  },
  table: ['Section', 'Part', 'Record', 'Category', 'Item', 'Value'],
  record: (number, type) => `${number}. ${type}`,
  foundBy: {
    NAME_AND_BIRTH_DATE: 'your name and date of birth',
    DOCUMENT: 'the number of a document of yours',
    EORI: 'your EORI number',
    POINTS_AT_RECORD: 'it refers to you',
    CONFIRMED: 'your name, and an examination by an officer',
  },
  foundByLabel: 'Found by',
  origin: 'Origin',
  retention: 'Kept until',
  keptUntil: (day) => day,
  noEndStated: 'no date is set; the need to keep it is reviewed periodically',
  regime: (cites) =>
    cites.articles
      ? `Your request is answered under ${cited(cites.articles.access, cites)}.`
      : `Your request is answered under ${cites.regime}.`,
  opening: {
    told: 'We have examined your request. Below are the data about you that we may communicate, as they are recorded; we explain codes on request.',
    nothing: 'We have examined your request. We have no data about you to communicate.',
  },
  refused: (reasons) => `Access is refused or restricted in part. Reasons: ${reasons}`,
  ownAuthority: 'This authority itself',
  operator: 'Technical operators of the system, on behalf of the authority',
  noRecipient: 'There is no recipient to be named here.',
  recipientsNote:
    'This is what the log of this system shows. What logs of other systems hold is not known here. An authority that receives data in a particular inquiry under the law is not a recipient in the sense of data-protection law, and is not listed for that reason alone.',
  presenceNote: 'To be told that data are held is no disclosure of the data.',
  safeguards: (stated, contact) =>
    stated
      ? `These transfers rest on: ${stated}`
      : `${write(contact)} tells you on request on which safeguards these transfers rest.`,
  ask: (cites, contact) => {
    const { articles, regime } = cites;
    if (!articles)
      return `Under ${regime} you may ask for rectification or erasure of the data, or that their processing be restricted. Write to ${write(contact)}.`;
    const rights = `for rectification (Article ${articles.rectification}) or erasure (Article ${articles.erasure}) of the data, or that their processing be restricted (Article ${articles.restriction})`;
    const objection = articles.objection ? `, and you may object to it (Article ${articles.objection})` : '';
    return `Under ${regime} you may ask ${rights}${objection}. Write to ${write(contact)}.`;
  },
  complain: ({ articles, regime, authority }) =>
    articles
      ? `You may lodge a complaint under ${regime} with ${write(authority)} (Article ${articles.complaint}), and seek a judicial remedy (Article ${articles.remedy}).`
      : `You may lodge a complaint under ${regime} with ${write(authority)}, and seek a judicial remedy.`,
  bySupervisor: (cites) =>
    cites.articles?.bySupervisor
      ? `You may also exercise your rights through ${write(cites.authority)}, which then has all necessary checks made (${cited(cites.articles.bySupervisor, cites)}).`
      : null,
  proceedings: (cites) =>
    cites.articles?.proceedings
      ? `Rights to data in a judicial decision, or in a file of criminal proceedings, may be exercised under the law of those proceedings (${cited(cites.articles.proceedings, cites)}).`
      : null,
  automation: 'This system by itself makes no automated decision about you.',
  court: (court) => `A judicial remedy may be sought at ${write(court)}.`,
  special: (contact) =>
    `This system never lends special categories of data (such as ethnic origin, religion, political opinions, health, biometrics), so this answer holds none. Ask ${write(contact)} about them.`,
  last: 'This answer contains what may be communicated to you under the law. It neither confirms nor denies that further data about you are held. Where the law allows it, reasons that would defeat the purpose of a restriction are not stated. You may complain and seek a judicial remedy as said above, no matter what this answer contains.',
  checks: (cites) =>
    `All necessary checks, or a review, have taken place at your request (${cited(`${cites.articles?.bySupervisor}(3)`, cites)}).`,
  remedyAfterChecks: (cites) =>
    `You have the right to seek a judicial remedy (${cited(cites.articles?.remedyAgainstSupervisor ?? '', cites)}).`,
  lastOfChecks: 'No more is stated here. This letter neither confirms nor denies that data about you are held.',
  sources: sourceWords('en'),
  types: {
    Person: 'Person',
    Organization: 'Organization',
    VesselRecord: 'Ship',
    AircraftRecord: 'Aircraft',
    Relation: 'Relation',
    Interest: 'Ownership or post',
    Consignment: 'Consignment',
    HouseConsignment: 'House consignment',
    TradeParty: 'Party of a consignment',
    Seizure: 'Seizure',
    SeizurePerson: 'Named in a seizure',
    Incident: 'Incident',
    IncidentPerson: 'Named in an incident',
  },
  agencyKinds: {
    CUSTOMS_MS: 'Customs authorities of Member States',
    POLICE_MS: 'Police authorities of Member States',
    BORDER_GUARD_MS: 'Border guards of Member States',
    TAX_MS: 'Tax authorities of Member States',
    FIU: 'Financial intelligence units',
    OLAF: 'European Anti-Fraud Office',
    EUROPOL: 'Europol',
    FRONTEX: 'European Border and Coast Guard Agency',
    EUROJUST: 'Eurojust',
    EPPO: 'European Public Prosecutor’s Office',
    PARTNER_THIRD_COUNTRY: 'Authorities of third countries',
    SUPERVISOR: 'Data-protection supervisors',
    INTERNAL_AUDIT: 'Internal auditors',
  },
  otherAgency: 'Other public authorities',
  purposes: {
    CUSTOMS_CONTROL: 'Customs controls',
    RISK_ANALYSIS: 'Risk analysis of goods',
    CRIMINAL_INVESTIGATION: 'Investigation of criminal offences',
    CRIMINAL_PREVENTION: 'Prevention and detection of criminal offences',
    MUTUAL_ASSISTANCE: 'Mutual assistance between authorities',
    JOINT_OPERATION: 'Joint operations',
    BORDER_CHECK: 'Border checks',
    FINANCIAL_INVESTIGATION: 'Financial investigations',
    EU_FRAUD_INVESTIGATION: 'Investigation of fraud against the Union',
    SANCTIONS_ENFORCEMENT: 'Enforcement of sanctions',
    DATA_PROTECTION_AUDIT: 'Checks of data protection',
    DATA_SUBJECT_REQUEST: 'Answering requests of data subjects',
  },
  categories: {},
};
