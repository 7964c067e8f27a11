import { createNiemFormat } from '../niem/reader.js';
import { readDataItem } from './readDataItem.js';

/** A LEXS publish message without a release is read as 2.1, for which LEXS 3.1 was made. */
const usualVersion = '2.1';

/** Parts of a message that are read whole wherever they are. */
const messageParts: readonly (string | undefined)[] = ['DataItemPackage', 'PDMessageMetadata', 'DataSubmitterMetadata'];

/**
 * N-DEx incident and arrest messages: LEXS 3.1 publish messages (NIEM 2) with a structured payload of N-DEx, alone or
 * within a state's own message. A data item becomes an incident, a record of each named person, and a seizure where
 * something was seized; updates and deletions withdraw what no longer exists.
 *
 * @see FBI, N-DEx Incident/Arrest IEPD 2.1; US Department of Justice, Logical Entity eXchange Specifications 3.1
 */
export const ndex = createNiemFormat(
  {
    name: 'ndex',
    description: 'N-DEx incident and arrest messages, XML: LEXS data items with persons, places, property',
    publisher: 'Federal Bureau of Investigation, CJIS Division; N-DEx Incident/Arrest IEPD over LEXS 3.1',
    versions: ['2.2', '2.1', '2.0'],
    files: ['incident.xml'],
    kinds: ['incident', 'person', 'seizure'],
    envelope: { classification: 'BASIC_PROTECTION_LEVEL' },
    sample:
      '<lexs:DataItemPackage><lexs:PackageMetadata><lexs:DataItemID>SPECIMEN-1</lexs:DataItemID>…</lexs:PackageMetadata>' +
      '<lexs:Digest>…<lexsdigest:Person s:id="P1"><nc:PersonName><nc:PersonSurName>EXEMPLAROV</nc:PersonSurName>…' +
      '</lexs:Digest></lexs:DataItemPackage>',
  },
  {
    versionOf: ({ text }) => {
      if (!/<(?:[\w.-]+:)?doPublish[\s>]/.test(text)) return null;
      if (!/["']http:\/\/usdoj\.gov\/leisp\/lexs\/publishdiscover\/3\.\d+["']/.test(text)) return null;
      const version = /http:\/\/fbi\.gov\/cjis\/N-DEx\/IncidentArrest\/([\w.]+)/.exec(text)?.[1];
      const isNdex = /DisseminationCriteriaDomainText[^>]*>\s*N-DEx\s*</.test(text);
      return version ?? (isNdex ? usualVersion : null);
    },
    elements: 'ndex/elements',
    record: 'DataItemPackage',
    isWhole: (path) => messageParts.includes(path.at(-1)) || path.at(-2) === 'PublishMessage',
    read: readDataItem,
  },
);
