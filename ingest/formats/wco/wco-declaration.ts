import { badUserInput, type PortcullisError } from '../../../schema/errors.js';
import { toConsignment } from '../cargo/consignment.js';
import { type MessageKey, toMessageKey } from '../cargo/messageKey.js';
import { aroundTheMessage, createMessageReader, type Statement, toElementDispositions } from '../cargo/messageTable.js';
import { type Message, readMessages } from '../cargo/readMessages.js';
import { readMessageTable } from '../cargo/readMessageTable.js';
import { textOf } from '../cargo/statements.js';
import type { Delivery, DeliveryItem, ElementDispositions, FileHead, Format, Recognition } from '../format.js';
import { firstElements, type HeadElement } from '../xmlHead.js';
import { aroundElements, declarationElements, findDeclaration } from './envelope.js';

const version = 'DEC-DMS:2';
const namespaceOfVersion = /^urn:wco:datamodel:WCO:DEC-DMS:2$/i;
const declarationDms2 = readMessageTable('wco/declaration.tsv', 'declaration');
const anyDeclaration = /^urn:wco:datamodel:WCO:DEC/i;

/**
 * Customs declarations of the WCO Data Model 3, import and export, in the DMS customisation: a `Declaration`, alone, in
 * its `MetaData`, or in a portal's request.
 *
 * A record's key is the MRN where the message states it (`ID`), else the declarant with the declarant's reference
 * (`FunctionalReferenceID`): a declaration sent again replaces itself. A correction (`COR`, with `Amendment`) states only
 * its changes: it becomes a record of its own that names the declaration. A cancellation or deletion (function 1, 3)
 * withdraws the record; a request for invalidation (`INV`), which customs has not granted yet, is rejected.
 */
export const wcoDeclaration: Format = {
  name: 'wco-declaration',
  description: 'Customs declarations of the WCO Data Model 3, XML: import and export',
  publisher: 'Traders to customs; World Customs Organization, urn:wco:datamodel:WCO:DEC-DMS:2',
  versions: [version],
  files: ['declaration.xml ...'],
  kinds: ['consignment'],
  envelope: { classification: 'BASIC_PROTECTION_LEVEL' },
  sample:
    '<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionCode>9</FunctionCode><FunctionalReferenceID>SPECIMEN-1</FunctionalReferenceID><TypeCode>IMA</TypeCode>...</Declaration>',
  elements: withEnvelope,
  mayBeWhole: false,
  recognise,
  describeNear,
  read,
};

function withEnvelope(): ElementDispositions {
  const dispositions = toElementDispositions([declarationDms2], aroundTheMessage);
  return { ...dispositions, raw: [...dispositions.raw, ...aroundElements] };
}

const readDeclaration = createMessageReader(declarationDms2);

function recognise(file: FileHead): Recognition | null {
  const elements = firstElements(file.text);
  if (elements.some(({ name }) => name === 'Response')) return null;
  const declaration = elements.find(({ name }) => name === 'Declaration');
  if (declaration === undefined) return null;
  if (declaration.namespace !== '') return namespaceOfVersion.test(declaration.namespace) ? { version } : null;
  return elements.some(({ name }) => name === 'FunctionalReferenceID') ? { version } : null;
}

function read(delivery: Delivery): AsyncIterable<DeliveryItem> {
  return readMessages(delivery, {
    recognise,
    isRecord: (path) => declarationElements.has(path.at(-1) ?? ''),
    toItem,
    refuse: notOurs,
  });
}

function toItem({ element, raw, origin, reject, unmapped }: Message): DeliveryItem {
  // Why: an answer of customs repeats only a part of the declaration, which would replace the whole.
  if (/\/\w*Response\//.test(origin.path ?? '')) return reject('message.notDeclaration', 'Response');
  const declaration = findDeclaration(element, unmapped);
  if (declaration === null) return reject('message.notDeclaration', element.name);
  const { namespace } = declaration;
  if (namespace !== '' && !namespaceOfVersion.test(namespace)) {
    return reject(anyDeclaration.test(namespace) ? 'version.unknown' : 'message.notDeclaration', 'Declaration');
  }
  const message = readDeclaration(declaration, unmapped);
  if (textOf(message, 'declarationType') === 'INV') return reject('message.invalidationRequest', 'TypeCode');
  const key = toMessageKey(message);
  if (key === null) return reject('key.missing', 'FunctionalReferenceID');
  if (/^0?[13]$/.test(textOf(message, 'functionCode') ?? '')) {
    return { kind: 'withdrawal', of: 'consignment', sourceRef: key.sourceRef, origin, raw };
  }
  const { flags, ...frame } = toFrame(message, key);
  return toConsignment(message, { ...frame, origin, raw }, flags);
}

/** UN/EDIFACT 1225: 4 change, 5 replace, 13 request, by which DMS asks for an amendment. */
const amendingFunctions = /^(?:0?[45]|13)$/;

function toFrame(message: Statement, key: MessageKey): MessageKey & { previousMrn?: string; flags: string[] } {
  const isPartial = textOf(message, 'amendmentReason') !== null || textOf(message, 'declarationType') === 'COR';
  // Why its own key and no MRN: the little that it states would replace the whole declaration.
  if (isPartial && key.mrn !== null) {
    const sourceRef = `${key.sourceRef}/${key.lrn ?? 'COR'}`;
    return { sourceRef, mrn: null, lrn: key.lrn, previousMrn: key.mrn, flags: ['AMENDMENT_PARTIAL'] };
  }
  const isAmendment = key.mrn !== null && amendingFunctions.test(textOf(message, 'functionCode') ?? '');
  return { ...key, flags: isAmendment ? ['AMENDMENT_UNLINKED'] : [] };
}

function notOurs(found: readonly HeadElement[], files: string): PortcullisError {
  const why = whyNot(found);
  return badUserInput(
    `${files}: ${why ?? 'no declaration of the WCO Data Model (element Declaration in urn:wco:datamodel:WCO:DEC-DMS:2).'}`,
    why === null ? {} : { facts: { allowed: [version], hint: readAre } },
  );
}

const readAre = `Read are: ${version}.`;

/** Why a file with these elements is not read; null where it is not close to a declaration. */
function whyNot(found: readonly HeadElement[]): string | null {
  // Why any such name: answers to inquiries repeat parts of a declaration as the DMS notification does.
  const answer = found.find(({ name }) => /^\w*Response$/.test(name));
  if (answer !== undefined) {
    return `The file is an answer of customs (${answer.name}), not a declaration: ingest the declaration that it is about.`;
  }
  return found.some(({ name, namespace }) => anyDeclaration.test(namespace) && name === 'Declaration')
    ? 'The declaration is of a version of the WCO Data Model that is not read.'
    : null;
}

function describeNear(file: FileHead): string | null {
  if (recognise(file) !== null) return null;
  const found = firstElements(file.text);
  // Why a WCO namespace: other systems have answers too.
  if (!found.some(({ name, namespace }) => /^urn:wco:datamodel:/i.test(namespace) || /^WCOTypeName$/i.test(name)))
    return null;
  const why = whyNot(found);
  return why === null ? null : `${why} ${readAre}`;
}
