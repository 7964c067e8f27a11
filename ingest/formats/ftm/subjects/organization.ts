import type { OrganizationRecord } from '../../../records/persons.js';
import { readContact } from '../values.js';
import { ownIdentifications, withoutRepetitions } from './identifications.js';
import type { OwnFields, SubjectReading } from './subjectReading.js';

/** The members of an organization's record. */
export function toOrganization({ entity, values, flags, parts }: SubjectReading): OwnFields<OrganizationRecord> {
  // Why an organization: a legal entity may be either, and states nothing that only a person has.
  if (entity.schema === 'LegalEntity') flags.add('LEGAL_ENTITY_KIND_UNKNOWN');
  const main = ['registrationNumber', 'vatCode', 'leiCode', 'taxNumber'];
  return {
    jurisdiction: values.country('jurisdiction') ?? values.country('mainCountry'),
    countries: values.countries('country'),
    legalForm: values.text('legalForm'),
    incorporationDate: values.earliest('incorporationDate'),
    dissolutionDate: values.latest('dissolutionDate'),
    // The OGRN is the number of the Russian Federation's main register.
    registrationNumber: values.text('registrationNumber') ?? values.text('ogrnCode'),
    vatCode: values.text('vatCode'),
    leiCode: values.text('leiCode'),
    taxNumber: values.text('taxNumber') ?? values.text('innCode'),
    identifications: withoutRepetitions([...parts.identifications, ...ownIdentifications(entity, values, main)]),
    ...readContact(values),
    addresses: parts.addresses,
  };
}
