import type { Classification } from '../../../policy/types.js';
import { fatesOf } from '../fates.js';
import type { Delivery, DeliveryItem, FileHead, Format } from '../format.js';
import { textAt } from '../niem/element.js';
import { assertMessages, describeUnknownVersion, type Likeness, toRecognition } from '../niem/messages.js';
import { readElements } from '../niem/readElements.js';
import { createUnmapped } from '../niem/unmapped.js';
import { readDataItem } from './dataItem.js';
import { toClassification } from './sharing.js';

/**
 * N-DEx incident and arrest messages: LEXS 3.1 publish messages (NIEM 2) with a structured payload of N-DEx, alone or
 * inside a message of a state's own.
 *
 * 1. Each file must be a LEXS publish message; where its first bytes name a release of N-DEx, a known one.
 * 2. Data items are streamed. One becomes an incident, a person's record for each person who is named, and a seizure
 *    where something was seized; an update and a deletion take back what there no longer is.
 * 3. What a data item has beyond the listed elements is counted.
 *
 * @see FBI, N-DEx Incident/Arrest IEPD 2.1; US Department of Justice, Logical Entity eXchange Specifications 3.1
 */
export const ndex: Format = {
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
  elements: () => fatesOf('ndex/elements'),
  mayBeWhole: false,
  recognise: (head) => toRecognition(likenessOf(head)),
  describeNear: (head) => describeUnknownVersion(ndex, likenessOf(head)),
  read,
};

/** Without a release in sight a LEXS publish message is read as 2.1, the one that LEXS 3.1 was made for. */
const usualVersion = '2.1';

function likenessOf({ text }: FileHead): Likeness {
  if (!/<(?:[\w.-]+:)?doPublish[\s>]/.test(text)) return null;
  if (!/["']http:\/\/usdoj\.gov\/leisp\/lexs\/publishdiscover\/3\.\d+["']/.test(text)) return null;
  const version = /http:\/\/fbi\.gov\/cjis\/N-DEx\/IncidentArrest\/([\w.]+)/.exec(text)?.[1];
  if (version !== undefined && !ndex.versions.includes(version)) return { unknownVersion: version };
  const isNdex = version !== undefined || /DisseminationCriteriaDomainText[^>]*>\s*N-DEx\s*</.test(text);
  return isNdex ? { version: version ?? usualVersion } : null;
}

const reportUnmapped = createUnmapped('ndex/elements');

const messageParts: ReadonlySet<string> = new Set(['DataItemPackage', 'PDMessageMetadata', 'DataSubmitterMetadata']);

async function* read({ files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  await assertMessages(files, ndex, likenessOf);
  for (const file of files) {
    let classification: Classification | null = null;
    yield* readElements(file, {
      name: 'DataItemPackage',
      isWhole: (path) => messageParts.has(path.at(-1) ?? '') || path.at(-2) === 'PublishMessage',
      see: (element) => {
        reportUnmapped(element, unmapped);
        if (element.name !== 'PDMessageMetadata') return;
        classification = toClassification(textAt(element, 'DataSensitivity'));
      },
      read: (element, where) => readDataItem(element, where, classification),
    });
  }
}
