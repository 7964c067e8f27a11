import { createMessageReader, type MessageTable } from '../cargo/messageTable.js';
import { readMessageTable } from '../cargo/readMessageTable.js';

/** One version of a message that declares or amends. */
export interface MessageVersion {
  /** As `Format.versions` names it. */
  readonly version: string;
  /** Local names of the message's element. */
  readonly element: RegExp;
  /** Namespaces that it may have; it may also have none. */
  readonly namespace: RegExp;
  readonly table: MessageTable;
  readonly amends: boolean;
  readonly read: ReturnType<typeof createMessageReader>;
}

function version(stated: Omit<MessageVersion, 'read'>): MessageVersion {
  return { ...stated, read: createMessageReader(stated.table) };
}

/** An element name of ICS1 identifies message and version, and is the same in every country's namespace. */
const anyNamespace = /./;

/** The specification's, and that of the Customs Information System, which the harmonised trader interface uses. */
const ics2Namespace = /^urn:wco:datamodel:(?:eu:ics2:2|wco:cis:1)$/i;

const ics2Filing = readMessageTable('ens/ics2.tsv', 'filing');

/** Every message that is read; the newest first. A new version of a message is a table and a line here. */
export const messageVersions: readonly MessageVersion[] = [
  version({
    version: 'ICS2 IE3F 2.02',
    element: /^IE3F[1-5]\d$/i,
    namespace: ics2Namespace,
    table: ics2Filing,
    amends: false,
  }),
  version({
    version: 'ICS2 IE3A 2.02',
    element: /^IE3A[1-5]\d$/i,
    namespace: ics2Namespace,
    table: ics2Filing,
    amends: true,
  }),
  version({
    version: 'ICS1 CC315A',
    element: /^CC315A$/i,
    namespace: anyNamespace,
    table: readMessageTable('ens/ics1.tsv', 'CC315A'),
    amends: false,
  }),
  version({
    version: 'ICS1 CC313A',
    element: /^CC313A$/i,
    namespace: anyNamespace,
    table: readMessageTable('ens/ics1.tsv', 'CC313A'),
    amends: true,
  }),
];

/** Local names of any message of ICS1 and ICS2. */
export const anyMessage = /^(?:CC\d{3}[A-Z]|IE3[A-Z]\d{2})$/i;

/** The version of a message, by its element's local name and namespace; null for one that is not read. */
export function findMessageVersion(name: string, namespace: string): MessageVersion | null {
  return (
    messageVersions.find(
      (known) => known.element.test(name) && (namespace === '' || known.namespace.test(namespace)),
    ) ?? null
  );
}

/** Whether a message is a declaration or amendment, of any version. */
export function isDeclaration(name: string): boolean {
  return /^(?:CC31[35][A-Z]|IE3[AF]\d{2})$/i.test(name);
}
