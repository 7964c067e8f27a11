import {
  amount,
  code,
  constant,
  container,
  country,
  instant,
  joined,
  number,
  object,
  place,
  prose,
  subject,
  text,
  vessel,
} from '../field.js';
import { group, type Kind, links } from '../kind.js';
import { consignment, incident, organization, person, statedCandidates } from '../shared.js';
import { SeizureLinks, SeizureOrganizationMatches, SeizurePersonMatches, SeizureRecord } from './seizure.gql.js';

const called = [constant('role'), text('statedName')];

export const seizure: Kind = {
  type: 'Seizure',
  root: 'node',
  title: 'caseReference',
  question: SeizureRecord,
  isRecord: true,
  groups: [
    group(
      'what',
      instant('seizedAt'),
      joined('seizingAuthority', 'Agency', text('name'), code('id')),
      code('customsOffice'),
      constant('legalStatus'),
      number('normalisedKg'),
    ),
    group(
      'where',
      object(
        'place',
        'SeizurePlace',
        constant('kind'),
        place('location'),
        text('name'),
        country('countryCode'),
        number('latitude'),
        number('longitude'),
      ),
    ),
    group('how', constant('riskChannel'), constant('detectionMethod'), constant('concealment')),
    group(
      'route',
      object(
        'route',
        'SeizureRoute',
        country('originCountry'),
        place('departure'),
        country('transitCountries'),
        country('destinationCountry'),
      ),
      object('conveyance', 'SeizureConveyance', constant('mode'), code('registration'), code('journeyReference')),
      object('vessel', 'SeizureVessel', text('statedName'), vessel('vessel')),
    ),
  ],
  links: {
    question: SeizureLinks,
    tables: [
      links(
        'items',
        'SeizedItem',
        constant('category'),
        constant('drugGroup'),
        text('drug'),
        prose('description'),
        number('quantity'),
        code('unit'),
        number('normalisedKg'),
        amount('value', 'SeizedValue'),
      ),
      links(
        'persons',
        'SeizurePerson',
        person(),
        constant('role'),
        text('statedName'),
        text('statedBirthDate'),
        subject(),
      ),
      links('organizations', 'SeizureOrganization', organization(), constant('role'), text('statedName')),
      links('containers', 'SeizureContainer', code('statedNumber'), container('container')),
      links('consignments', 'SeizureConsignment', consignment, code('statedMrn')),
      links('incidents', 'IncidentSeizure', incident, code('statedCaseReference')),
    ],
  },
  matches: [
    {
      ...{ id: 'statedPersons', question: SeizurePersonMatches, of: statedCandidates },
      each: { at: ['persons', 'edges'], type: 'SeizurePerson', called },
    },
    {
      ...{ id: 'statedOrganizations', question: SeizureOrganizationMatches, of: statedCandidates },
      each: { at: ['organizations', 'edges'], type: 'SeizureOrganization', called },
    },
  ],
};
