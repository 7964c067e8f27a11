// SPDX-License-Identifier: Apache-2.0
import type { Classification } from '../../policy/types.js';
import { readXml } from '../input/xml/xml.js';
import { fatesOf } from './fates.js';
import type { Delivery, DeliveryItem, FileHead, Format } from './format.js';
import { readDataItem } from './ndex/incident.js';
import { toClassification } from './ndex/sharing.js';
import { textAt } from './niem/element.js';
import { assertMessages, describeUnknownVersion, type Likeness, toRecognition } from './niem/messages.js';
import { createUnmapped } from './niem/unmapped.js';
import { rejectDefect } from './xmlDefect.js';

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
  get elements() {
    return fatesOf('ndex/elements');
  },
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
    let packages = 0;
    let classification: Classification | null = null;
    const isRecord = (path: readonly string[]): boolean =>
      messageParts.has(path.at(-1) ?? '') || path.at(-2) === 'PublishMessage';
    for await (const item of readXml(file, { isRecord })) {
      if (item.kind === 'root') continue;
      if (item.kind === 'defect') {
        yield rejectDefect(file.name, item);
        continue;
      }
      reportUnmapped(item.element, unmapped);
      if (item.element.name === 'PDMessageMetadata') {
        classification = toClassification(textAt(item.element, 'DataSensitivity'));
      }
      if (item.element.name !== 'DataItemPackage') continue;
      packages += 1;
      // Why not the reader's own count: it counts the message's metadata among the records.
      const path = item.path.replace(/\[\d+\]$/, `[${packages}]`);
      const origin = { file: file.name, line: item.line, path };
      for (const read of readDataItem(item.element, { origin, raw: item.raw }, classification)) {
        if (read.kind !== 'defect') yield read;
        else yield { ...read, kind: 'reject', ...origin, raw: item.raw, frame: item.frame };
      }
    }
  }
}
