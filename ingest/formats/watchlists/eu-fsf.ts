import { readEntity } from './eu/entry.js';
import { xmlList } from './xmlList.js';

const namespace = 'http://eu.europa.ec/fpi/fsd/export';

/**
 * The consolidated financial sanctions list of the European Union, XML of the schema 1.1 (`export`): persons and groups
 * ("enterprises") whose assets are frozen.
 *
 * A record's key is the entity's `logicalId`: every entry has one, the same in the CSV and the XML of the list and after
 * amendments. The EU reference number, by which acts and authorities cite the entry, may be missing or added later: it is
 * the listing's `authorityId`.
 *
 * @see https://webgate.ec.europa.eu/fsd/fsf (xmlFullSanctionsList_1_1, its schema and description)
 */
export const euFsf = xmlList({
  name: 'eu-fsf',
  description: 'EU consolidated financial sanctions list, XML: persons and enterprises',
  publisher: 'European Commission, FISMA; webgate.ec.europa.eu/fsd/fsf, "Consolidated Financial Sanctions File 1.1"',
  versions: ['1.1'],
  rhythm: 'weekly',
  files: ['xmlFullSanctionsList_1_1.xml'],
  kinds: ['person', 'organization'],
  sample: `<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.0.1" logicalId="9999901">
<regulation publicationDate="2001-01-01" numberTitle="0/2001 (OJ L0)" programme="XXX" logicalId="1"/>
<subjectType code="person" classificationCode="P"/><nameAlias wholeName="Fictius Exemplarov" strong="true" logicalId="2"/>
</sanctionEntity>`,
  dispositions: 'watchlists/eu/elements',
  what: `financial sanctions list (export of ${namespace})`,
  // Why the namespace too: many files have an outermost element `export`.
  isRoot: (root) => root.name === 'export' && root.namespace === namespace,
  isWithin: ([first]) => first === 'sanctionEntity',
  depth: 2,
  key: '@logicalId',
  toRecord: readEntity,
});
