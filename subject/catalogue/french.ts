import { sourceWords } from '../sources.js';
import type { CitedRegime, Contact, LetterWords } from './words.js';

const cited = (one: string, { regime }: CitedRegime): string => `${regime}, article ${one}`;
const write = ({ name, contact }: Contact): string => `${name} (${contact})`;

/** A letter in French. A proposal, until a lawyer of the agency has approved it. */
export const french: LetterWords = {
  approvedBy: null,
  proposal:
    'PROPOSITION : aucun juriste de l’autorité n’a approuvé les textes de cette lettre, ou les règles qu’elle suit.',
  title: 'Réponse à votre demande relative aux données vous concernant',
  titleOfChecks: 'Résultat des vérifications effectuées à votre demande',
  particulars: {
    answeredBy: 'Réponse de',
    contact: 'Contact',
    date: 'Date',
    request: 'Demande',
    case: 'Dossier',
    person: 'Demande de',
    birthDate: 'Date de naissance',
    identifiedBy: 'Comment votre identité a été établie',
  },
  identifiedBy: {
    IDENTITY_DOCUMENT: 'Par un document d’identité',
    ELECTRONIC_IDENTIFICATION: 'Par identification électronique',
    IN_PERSON: 'En personne',
    REPRESENTATIVE: 'Par votre représentant',
    SUPERVISORY_AUTHORITY: 'Par l’autorité de contrôle',
  },
  headings: {
    particulars: 'Indications',
    data: 'Données vous concernant',
    recipients: 'À qui les données ont été communiquées',
    thirdCountries: 'Pays tiers auxquels les données ont été communiquées',
    presence: 'Qui a appris que des données existent, sans les voir',
    rights: 'Vos droits',
    copied: 'Extrait',
  },
  columns: {
    field: 'Élément',
    value: 'Valeur',
    category: 'Catégorie',
    purposes: 'Finalités',
    basis: 'Base juridique',
    who: 'Destinataire',
    months: 'Mois',
    times: 'Fois',
    categories: 'Catégories de données',
  },
  table: ['Section', 'Partie', 'Fiche', 'Catégorie', 'Élément', 'Valeur'],
  record: (number, type) => `${number}. ${type}`,
  foundBy: {
    NAME_AND_BIRTH_DATE: 'votre nom et votre date de naissance',
    DOCUMENT: 'le numéro d’un de vos documents',
    EORI: 'votre numéro EORI',
    POINTS_AT_RECORD: 'elle renvoie à vous',
    CONFIRMED: 'votre nom, après examen par un agent',
  },
  foundByLabel: 'Trouvé par',
  origin: 'Origine',
  retention: 'Conservé jusqu’au',
  keptUntil: (day) => day,
  noEndStated: 'aucune date n’est fixée ; la nécessité de conserver est réexaminée périodiquement',
  regime: (cites) =>
    cites.articles
      ? `Il est répondu à votre demande en vertu du texte suivant : ${cited(cites.articles.access, cites)}.`
      : `Il est répondu à votre demande en vertu du texte suivant : ${cites.regime}.`,
  opening: {
    told: 'Nous avons examiné votre demande. Voici les données vous concernant qui peuvent vous être communiquées, telles qu’elles sont enregistrées ; nous expliquons les codes sur demande.',
    nothing: 'Nous avons examiné votre demande. Nous n’avons aucune donnée vous concernant à vous communiquer.',
  },
  refused: (reasons) => `L’accès est refusé ou limité en partie. Motifs : ${reasons}`,
  ownAuthority: 'Cette autorité elle-même',
  operator: 'Opérateurs techniques du système, pour le compte de l’autorité',
  noRecipient: 'Il n’y a pas de destinataire à citer ici.',
  recipientsNote:
    'Ceci est ce que montre le journal de ce système. Le contenu des journaux d’autres systèmes n’est pas connu ici. Une autorité qui reçoit des données dans le cadre d’une enquête particulière conformément au droit n’est pas un destinataire au sens du droit de la protection des données, et n’est pas citée à ce seul titre.',
  presenceNote: 'Apprendre que des données existent n’est pas en recevoir communication.',
  safeguards: (stated, contact) =>
    stated
      ? `Ces transferts reposent sur : ${stated}`
      : `${write(contact)} vous indique sur demande les garanties sur lesquelles reposent ces transferts.`,
  ask: (cites, contact) => {
    const { articles, regime } = cites;
    if (!articles)
      return `En vertu du texte suivant : ${regime}, vous pouvez demander la rectification ou l’effacement des données, ou la limitation de leur traitement. Écrivez à ${write(contact)}.`;
    const rights = `la rectification (article ${articles.rectification}) ou l’effacement (article ${articles.erasure}) des données, ou la limitation de leur traitement (article ${articles.restriction})`;
    const objection = articles.objection ? `, et vous y opposer (article ${articles.objection})` : '';
    return `En vertu du texte suivant : ${regime}, vous pouvez demander ${rights}${objection}. Écrivez à ${write(contact)}.`;
  },
  complain: ({ articles, regime, authority }) =>
    articles
      ? `Vous pouvez introduire une réclamation au titre du texte suivant : ${regime}, auprès de ${write(authority)} (article ${articles.complaint}), et former un recours juridictionnel (article ${articles.remedy}).`
      : `Vous pouvez introduire une réclamation au titre du texte suivant : ${regime}, auprès de ${write(authority)}, et former un recours juridictionnel.`,
  bySupervisor: (cites) =>
    cites.articles?.bySupervisor
      ? `Vous pouvez aussi exercer vos droits par l’intermédiaire de ${write(cites.authority)}, qui fait alors procéder à toutes les vérifications nécessaires (${cited(cites.articles.bySupervisor, cites)}).`
      : null,
  proceedings: (cites) =>
    cites.articles?.proceedings
      ? `Les droits sur les données d’une décision judiciaire ou d’un dossier pénal peuvent s’exercer selon le droit de cette procédure (${cited(cites.articles.proceedings, cites)}).`
      : null,
  automation: 'Ce système ne prend par lui-même aucune décision automatisée à votre égard.',
  court: (court) => `Un recours juridictionnel peut être formé devant : ${write(court)}.`,
  special: (contact) =>
    `Ce système ne communique jamais de catégories particulières de données (telles que l’origine ethnique, la religion, les opinions politiques, la santé, la biométrie) ; cette réponse n’en contient donc aucune. Adressez-vous à ${write(contact)} à leur sujet.`,
  last: 'Cette réponse contient ce qui peut vous être communiqué conformément au droit. Elle ne confirme ni n’infirme que d’autres données vous concernant sont détenues. Lorsque le droit le permet, les motifs dont l’indication compromettrait le but d’une limitation ne sont pas indiqués. Vous pouvez introduire une réclamation et former un recours juridictionnel comme indiqué ci-dessus, quel que soit le contenu de cette réponse.',
  checks: (cites) =>
    `Toutes les vérifications nécessaires, ou un examen, ont eu lieu à votre demande (${cited(`${cites.articles?.bySupervisor}, paragraphe 3`, cites)}).`,
  remedyAfterChecks: (cites) =>
    `Vous avez le droit de former un recours juridictionnel (${cited(cites.articles?.remedyAgainstSupervisor ?? '', cites)}).`,
  lastOfChecks:
    'Il n’en est pas dit plus ici. Cette lettre ne confirme ni n’infirme que des données vous concernant sont détenues.',
  sources: sourceWords('fr'),
  types: {
    Person: 'Personne',
    Organization: 'Personne morale',
    VesselRecord: 'Navire',
    AircraftRecord: 'Aéronef',
    Relation: 'Relation',
    Interest: 'Participation ou fonction',
    Consignment: 'Envoi',
    HouseConsignment: 'Envoi partiel',
    TradeParty: 'Partie à un envoi',
    Seizure: 'Saisie',
    SeizurePerson: 'Nommé dans une saisie',
    Incident: 'Incident',
    IncidentPerson: 'Nommé dans un incident',
  },
  agencyKinds: {
    CUSTOMS_MS: 'Autorités douanières des États membres',
    POLICE_MS: 'Autorités de police des États membres',
    BORDER_GUARD_MS: 'Gardes-frontières des États membres',
    TAX_MS: 'Autorités fiscales des États membres',
    FIU: 'Cellules de renseignement financier',
    OLAF: 'Office européen de lutte antifraude',
    EUROPOL: 'Europol',
    FRONTEX: 'Agence européenne de garde-frontières et de garde-côtes',
    EUROJUST: 'Eurojust',
    EPPO: 'Parquet européen',
    PARTNER_THIRD_COUNTRY: 'Autorités de pays tiers',
    SUPERVISOR: 'Autorités de contrôle de la protection des données',
    INTERNAL_AUDIT: 'Auditeurs internes',
  },
  otherAgency: 'Autres autorités publiques',
  purposes: {
    CUSTOMS_CONTROL: 'Contrôles douaniers',
    RISK_ANALYSIS: 'Analyse des risques relatifs aux marchandises',
    CRIMINAL_INVESTIGATION: 'Enquêtes sur des infractions pénales',
    CRIMINAL_PREVENTION: 'Prévention et détection des infractions pénales',
    MUTUAL_ASSISTANCE: 'Assistance mutuelle entre autorités',
    JOINT_OPERATION: 'Opérations conjointes',
    BORDER_CHECK: 'Vérifications aux frontières',
    FINANCIAL_INVESTIGATION: 'Enquêtes financières',
    EU_FRAUD_INVESTIGATION: 'Enquêtes sur la fraude au détriment de l’Union',
    SANCTIONS_ENFORCEMENT: 'Application des sanctions',
    DATA_PROTECTION_AUDIT: 'Contrôles de la protection des données',
    DATA_SUBJECT_REQUEST: 'Réponse aux demandes des personnes concernées',
  },
  categories: {
    'cargo.movement': 'MRN, itinéraire, dates, moyens de transport, conteneurs',
    'cargo.goods': 'Codes des marchandises, désignations, masses, colis, valeurs',
    'cargo.parties': 'Expéditeur, destinataire, déclarant, transporteur : noms, adresses, EORI',
    'persons.identity': 'Noms, alias, naissance, nationalité, sexe',
    'persons.documents': 'Numéros de passeport, de carte d’identité, fiscaux et d’autres documents',
    'persons.contact': 'Adresses, numéros de téléphone, courrier électronique, sites',
    'persons.physical': 'Description physique et codes d’avertissement',
    'persons.suggestedAction': 'Type de signalement et conduite à tenir',
    'persons.sanctions': 'Inscriptions sur des listes de sanctions publiées : programme, autorité, motif, dates',
    'vessels.identity': 'Noms du navire, anciens noms, pavillon, type, tonnage, construction',
    'vessels.registration': 'Propriétaire, exploitant, MMSI, indicatif d’appel',
    'aircraft.identity': 'Marques d’immatriculation, noms, numéro de série, modèle, constructeur, pays',
    'aircraft.registration': 'Propriétaire, exploitant, adresse de 24 bits, autres numéros',
    'organizations.identity': 'Noms, alias, forme juridique et pays d’entreprises et d’autres personnes morales',
    'organizations.registration':
      'Numéros d’immatriculation, de TVA et fiscaux, EORI, adresses, propriétaires, dirigeants',
    'seizures.core': 'Ce qui a été saisi, combien, quand, où, par qui',
    'seizures.method': 'Dissimulation, mode de détection, circuit de contrôle',
    'seizures.persons': 'Personnes liées à une saisie et leurs rôles',
    'incidents.summary': 'Nature, date, zone et domaine de criminalité d’un incident',
    'incidents.location': 'Position exacte',
    'operations.core': 'Nom, objectif et durée d’une opération conjointe',
    'operations.participants': 'Autorités participant à une opération conjointe, et leurs tâches',
  },
};
