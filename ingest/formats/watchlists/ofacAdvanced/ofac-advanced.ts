import type { FileHead, Format, Recognition } from '../../format.js';
import { firstElements } from '../../xmlHead.js';
import { consolidatedName } from '../ofac/files.js';
import { watchList } from '../watchList.js';
import { readAdvancedList } from './read.js';

/**
 * OFAC's list of Specially Designated Nationals as advanced XML (`Sanctions`): it has elements for what the legacy files
 * state in remarks, names in their own scripts, dates of listing, legal bases, and relationships.
 *
 * Why the source of `ofac-sdn`: it is the same list with the same entry numbers. After a change between the forms every
 * record keeps its id; the last delivery counts.
 *
 * @see https://ofac.treasury.gov/sdn-list/sanctions-list-search-tool, "Advanced Sanctions Data Model"
 */
export const ofacAdvanced: Format = watchList({
  name: 'ofac-advanced',
  source: 'ofac-sdn',
  description: 'OFAC list of Specially Designated Nationals, advanced XML: names in all scripts, documents, relations',
  publisher: 'Office of Foreign Assets Control, US Treasury; ofac.treasury.gov, "Advanced Sanctions Data Model"',
  versions: ['advanced'],
  rhythm: 'weekly',
  files: ['sdn_advanced.xml'],
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord', 'relation', 'interest'],
  sample: `<DistinctParty FixedRef="99901"><Profile ID="99901" PartySubTypeID="4"><Identity ID="9991" Primary="true" False="false">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="9991" DocNameStatusID="1"><DocumentedNamePart>
<NamePartValue NamePartGroupID="91" ScriptID="215">EXEMPLAROV</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
</Identity></Profile></DistinctParty>`,
  dispositions: 'watchlists/ofacAdvanced/elements',
  // Why by name: both lists begin with the same reference values. Reading checks the entries.
  recognise: (head) => (consolidatedName.test(head.name) ? null : recogniseAdvanced(head)),
  read: (delivery) => readAdvancedList('sdn', delivery),
});

/** OFAC's consolidated list as advanced XML, under the source of `ofac-consolidated`. */
export const ofacConsolidatedAdvanced: Format = {
  ...ofacAdvanced,
  name: 'ofac-consolidated-advanced',
  source: 'ofac-consolidated',
  description: 'OFAC consolidated list (non-SDN: sectoral, CAPTA and others), advanced XML as ofac-advanced',
  files: ['cons_advanced.xml'],
  recognise: (head) => (consolidatedName.test(head.name) ? recogniseAdvanced(head) : null),
  read: (delivery) => readAdvancedList('consolidated', delivery),
};

/** Recognises the outermost element `Sanctions` in any of its namespaces so far. */
function recogniseAdvanced({ text }: FileHead): Recognition | null {
  const [root, ...others] = firstElements(text);
  const isList = root?.name === 'Sanctions' && /ADVANCED_XML|un\.org\/sanctions|treas/i.test(root.namespace);
  return isList && others.some(({ name }) => sections.has(name)) ? { version: 'advanced' } : null;
}

const sections: ReadonlySet<string> = new Set(['DateOfIssue', 'ReferenceValueSets', 'Locations', 'DistinctParties']);
