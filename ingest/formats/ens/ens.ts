import { badUserInput, type PortcullisError } from '../../../schema/errors.js';
import { toConsignment } from '../cargo/consignment.js';
import { toMessageKey } from '../cargo/messageKey.js';
import { aroundTheMessage, toElementDispositions } from '../cargo/messageTable.js';
import { type Message, readMessages } from '../cargo/readMessages.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from '../format.js';
import { firstElements, type HeadElement } from '../xmlHead.js';
import { anyMessage, findMessageVersion, isDeclaration, messageVersions } from './messages.js';

/**
 * Entry summary declarations of ICS1 and ICS2, and their amendments. Each message version is a table (`ens/`); a message
 * may be alone, in an envelope, or among others, with or without a prefix.
 *
 * A declaration states an LRN, an amendment the MRN that customs assigned: the two share no key. A record's key is the MRN
 * where it is stated (later amendments replace earlier ones), else lodger and LRN (a declaration sent again replaces
 * itself). The record of an amendment, separate from its declaration's, has the flag `AMENDMENT_UNLINKED`.
 *
 * Answers of customs (acknowledgement, acceptance, rejection) are refused by name.
 */
export const ens: Format = {
  name: 'ens',
  description: 'Entry summary declarations and amendments, XML: ICS1 CC315A and CC313A, ICS2 IE3Fxx and IE3Axx',
  publisher:
    'Traders to customs; schemas of the Commission (DG TAXUD): DDNIA for ICS1, harmonised trader interface for ICS2',
  versions: messageVersions.map(({ version }) => version),
  files: ['declaration.xml ...'],
  kinds: ['consignment'],
  envelope: { classification: 'BASIC_PROTECTION_LEVEL' },
  sample:
    '<ie:CC315A xmlns:ie="http://ics.dgtaxud.ec/CC315A"><HEAHEA><RefNumHEA4>SPECIMEN-1</RefNumHEA4>...</HEAHEA><PERLODSUMDEC><TINPLD1>GB000000000001</TINPLD1></PERLODSUMDEC>...</ie:CC315A>',
  elements: () =>
    toElementDispositions(
      messageVersions.map(({ table }) => table),
      aroundTheMessage,
    ),
  mayBeWhole: false,
  recognise,
  describeNear,
  read,
};

function recognise(file: FileHead): Recognition | null {
  for (const { name, namespace } of firstElements(file.text)) {
    if (!anyMessage.test(name)) continue;
    const version = findMessageVersion(name, namespace);
    // Why: without a namespace, the message's name is not proof enough; a header or a number of the filing is.
    const isProved = namespace !== '' || /<(?:\w+:)?(?:HEAHEA|LRN|MRN|MesTypMES20)[\s>]/.test(file.text);
    return version !== null && isProved ? { version: version.version } : null;
  }
  return null;
}

function read(delivery: Delivery): AsyncIterable<DeliveryItem> {
  return readMessages(delivery, {
    recognise,
    isRecord: (path) => anyMessage.test(path.at(-1) ?? ''),
    toItem,
    refuse: notOurs,
  });
}

function toItem({ element, raw, origin, reject, unmapped }: Message): DeliveryItem {
  const { name, namespace } = element;
  const version = findMessageVersion(name, namespace);
  if (version === null) return reject(isDeclaration(name) ? 'version.unknown' : 'message.notDeclaration', name);
  const message = version.read(element, (path) => unmapped(`${name}/${path}`));
  const key = toMessageKey(message);
  if (key === null) return reject('key.missing', version.amends ? 'MRN' : 'LRN');
  const flags = version.amends && key.sourceRef.startsWith('MRN/') ? ['AMENDMENT_UNLINKED'] : [];
  return toConsignment(message, { ...key, origin, raw }, flags);
}

function notOurs(found: readonly HeadElement[], files: string): PortcullisError {
  const message = found.find(({ name }) => anyMessage.test(name))?.name;
  if (message === undefined) {
    return badUserInput(`${files}: no entry summary declaration (element CC315A, CC313A, IE3Fxx or IE3Axx).`);
  }
  return badUserInput(`${files}: ${whyNot(message)}`, { facts: { allowed: versions, hint: readAre } });
}

const versions = messageVersions.map(({ version }) => version);
const readAre = `Read are: ${versions.join(', ')}.`;

/** A message of the Import Control Systems; other customs systems name their messages alike. */
const importControl = /^(?:CC3|IE3)/i;

function whyNot(message: string): string {
  if (isDeclaration(message)) return `${message} is of a version that is not read.`;
  return importControl.test(message)
    ? `${message} is an answer or a notice of customs, not a declaration: ingest the CC315A, CC313A or IE3Fxx that it is about.`
    : `${message} is a message of another customs system, not an entry summary declaration.`;
}

function describeNear(file: FileHead): string | null {
  const message = firstElements(file.text).find(({ name }) => anyMessage.test(name));
  if (message === undefined || findMessageVersion(message.name, message.namespace) !== null) return null;
  return `${whyNot(message.name)} ${readAre}`;
}
