import type { XmlElement } from '../../input/xml/xml.js';
import type { ElementDispositions } from '../format.js';
import { type Field, fields, type Scope } from './fields.js';

/** What an element of a message becomes; `raw` skips it with all that it contains. */
export type Rule =
  | 'raw'
  | {
      /** The field that its text becomes, of the group that it opens, or else of the surrounding one. */
      readonly field: Field | null;
      /** The group that it opens, and its kind: the role of a party, the kind of a document or place. */
      readonly opens: { readonly scope: Scope; readonly kind: string } | null;
    };

/**
 * One version of a message as data: the rule of each path below the message's element, or `path@attribute`. Case does not
 * matter. Elements within an unlisted element are read too.
 */
export type MessageTable = Readonly<Record<string, Rule>>;

/** The content of a message, independent of its element names. */
export interface Statement {
  readonly scope: Scope;
  /** The kind of the group: the role of a party, the kind of a document or place. */
  readonly kind: string;
  readonly values: ReadonlyMap<Field, readonly StatedValue[]>;
  readonly parts: readonly Statement[];
}

/** The text of an element with its attributes. */
export interface StatedValue {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Attributes without content of their own: of XML Schema, and of UN/CEFACT's data types. */
const technicalAttributes = new Set([
  ...['schemaLocation', 'noNamespaceSchemaLocation', 'nil', 'languageID'],
  ...['listID', 'listAgencyID', 'listAgencyName', 'listName', 'listSchemeURI', 'listURI', 'listVersionID'],
  ...['schemeAgencyID', 'schemeAgencyName', 'schemeDataURI', 'schemeName', 'schemeURI', 'schemeVersionID'],
]);

interface OpenStatement extends Statement {
  readonly values: Map<Field, StatedValue[]>;
  readonly parts: OpenStatement[];
}

/** Makes the reader of a message from its table. It calls `unmapped` with each unlisted element that has a value. */
export function createMessageReader(
  table: MessageTable,
): (message: XmlElement, unmapped: (path: string) => void) => Statement {
  const rules = new Map(Object.entries(table).map(([path, rule]) => [path.toLowerCase(), rule]));
  return (message, unmapped) => {
    const take = (element: XmlElement, path: string, into: OpenStatement): void => {
      for (const child of element.children) {
        const below = path === '' ? child.name : `${path}/${child.name}`;
        const rule = rules.get(below.toLowerCase());
        if (rule === 'raw') continue;
        takeAttributes(child, below, rules, into, unmapped);
        const opened = rule?.opens ? open(rule.opens.scope, rule.opens.kind) : into;
        if (opened !== into) into.parts.push(opened);
        if (rule?.field) add(opened, rule.field, child.text, child.attributes);
        else if (child.text !== '') unmapped(below);
        take(child, below, opened);
      }
    };
    const read = open('message', message.name);
    take(message, '', read);
    return read;
  };
}

function open(scope: Scope, kind: string): OpenStatement {
  return { scope, kind, values: new Map(), parts: [] };
}

function add(into: OpenStatement, field: Field, text: string, attributes: Readonly<Record<string, string>>): void {
  if (text === '') return;
  const values = into.values.get(field) ?? [];
  values.push({ text, attributes });
  into.values.set(field, values);
}

/** Why `raw` attributes are skipped: they are read with their element, as a currency is with its amount. */
function takeAttributes(
  element: XmlElement,
  path: string,
  rules: ReadonlyMap<string, Rule>,
  into: OpenStatement,
  unmapped: (path: string) => void,
): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    if (technicalAttributes.has(name) || value === '') continue;
    const rule = rules.get(`${path}@${name}`.toLowerCase());
    if (rule === undefined) unmapped(`${path}@${name}`);
    else if (rule !== 'raw' && rule.field) add(into, rule.field, value, {});
  }
}

/** What becomes of the elements around a message. */
export const aroundTheMessage: ElementDispositions['dropped'] = {
  '(elements around the message)': 'envelope of the transport; its start tags are kept with what is rejected',
};

/** The dispositions of the elements in a format's tables. */
export function toElementDispositions(
  tables: readonly MessageTable[],
  dropped: ElementDispositions['dropped'] = {},
): ElementDispositions {
  const mapped: Record<string, string> = {};
  const raw = new Set<string>();
  for (const [path, rule] of tables.flatMap((table) => Object.entries(table))) {
    if (rule === 'raw') raw.add(path);
    else if (rule.field) mapped[path] = fields[rule.field];
  }
  return { mapped, raw: [...raw].filter((path) => !(path in mapped)), dropped };
}
