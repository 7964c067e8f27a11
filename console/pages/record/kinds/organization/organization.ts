import { code, constant, country, prose, text } from '../field.js';
import { group, type Kind, links } from '../kind.js';
import {
  addresses,
  candidates,
  identifications,
  incident,
  interests,
  participations,
  relations,
  sanctions,
  seizure,
} from '../shared.js';
import { OrganizationLinks, OrganizationMatches, OrganizationRecord } from './organization.gql.js';

export const organization: Kind = {
  type: 'Organization',
  root: 'node',
  title: 'name',
  question: OrganizationRecord,
  isRecord: true,
  groups: [
    group(
      'identity',
      text('aliases'),
      text('legalForm'),
      country('jurisdiction'),
      country('countries'),
      text('incorporationDate'),
      text('dissolutionDate'),
    ),
    group(
      'numbers',
      code('registrationNumber'),
      code('eori'),
      code('vatCode'),
      code('leiCode'),
      code('taxNumber'),
      identifications('RegisteredNumber'),
    ),
    group('reason', prose('reason'), prose('notes'), text('topics')),
    group('sanctions', sanctions),
    group('contact', addresses('OrganizationAddress'), text('phones'), text('emails'), text('websites')),
  ],
  links: {
    question: OrganizationLinks,
    tables: [
      links('seizures', 'SeizureOrganization', seizure, constant('role'), text('statedName')),
      links(
        'incidents',
        'IncidentOrganization',
        incident,
        constant('role'),
        text('statedName'),
        prose('statedDescription'),
      ),
      participations,
      interests,
      relations,
    ],
  },
  matches: [{ id: 'same', question: OrganizationMatches, of: [candidates.organizations('matches')] }],
};
