import type { XmlElement } from '../../input/xml/xml.js';
import type { ElementFates } from '../format.js';
import { type Field, fields, type Scope } from './fields.js';

/**
 * What one element of a message becomes: a field of the group that it stands in; a group of its own (`+item`, or
 * `+party:CARRIER` where the element's name says which), with the element's own text as a field of that group
 * (`+place:loading>place.text`); `raw`, all that is in it, where nothing shows it.
 */
export type Target = Field | 'raw' | `+${Scope}` | `+${Scope}:${string}`;

/**
 * One version of a message as data: path of each element below the message's own, or `path@attribute`, to its target.
 * Case does not matter. An element that is not listed and has elements in it is looked into.
 */
export type MessageTable = Readonly<Record<string, Target>>;

/** What a message says, free of its element names. */
export interface Statement {
  readonly scope: Scope;
  /** What the element's name says of the group: the role of a party, the kind of a document or place. */
  readonly kind: string;
  readonly values: ReadonlyMap<Field, readonly StatedValue[]>;
  readonly parts: readonly Statement[];
}

/** The text of an element with its attributes, as the message has them. */
export interface StatedValue {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Attributes that say how a message is written and nothing of what it says: of XML Schema, and of UN/CEFACT's data types. */
const technicalAttributes = new Set([
  'schemaLocation',
  'noNamespaceSchemaLocation',
  'nil',
  'languageID',
  'listID',
  'listAgencyID',
  'listAgencyName',
  'listName',
  'listSchemeURI',
  'listURI',
  'listVersionID',
  'schemeAgencyID',
  'schemeAgencyName',
  'schemeDataURI',
  'schemeName',
  'schemeURI',
  'schemeVersionID',
]);

interface OpenStatement extends Statement {
  readonly values: Map<Field, StatedValue[]>;
  readonly parts: OpenStatement[];
}

/** Makes the reader of a table. `unmapped` is told of each element with a value that the table does not list. */
export function createMessageReader(
  table: MessageTable,
): (message: XmlElement, unmapped: (path: string) => void) => Statement {
  const targets = new Map(Object.entries(table).map(([path, target]) => [path.toLowerCase(), target]));
  return (message, unmapped) => {
    const take = (element: XmlElement, path: string, into: OpenStatement): void => {
      for (const child of element.children) {
        const below = path === '' ? child.name : `${path}/${child.name}`;
        const target = targets.get(below.toLowerCase());
        if (target === 'raw') continue;
        takeAttributes(child, below, targets, into, unmapped);
        if (target === undefined) {
          if (child.text !== '') unmapped(below);
          take(child, below, into);
        } else if (target.startsWith('+')) {
          const [group = '', own] = target.slice(1).split('>');
          const [scope, kind = ''] = group.split(':');
          const opened = open(scope as Scope, kind);
          into.parts.push(opened);
          if (own !== undefined) add(opened, own as Field, child.text, child.attributes);
          else if (child.text !== '') unmapped(below);
          take(child, below, opened);
        } else {
          add(into, target as Field, child.text, child.attributes);
          take(child, below, into);
        }
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

/** An attribute listed as `raw` is read with its element, as a currency is with its amount. */
function takeAttributes(
  element: XmlElement,
  path: string,
  targets: ReadonlyMap<string, Target>,
  into: OpenStatement,
  unmapped: (path: string) => void,
): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    if (technicalAttributes.has(name) || value === '') continue;
    const target = targets.get(`${path}@${name}`.toLowerCase());
    if (target === undefined) unmapped(`${path}@${name}`);
    else if (target !== 'raw') add(into, target as Field, value, {});
  }
}

/** What becomes of what stands around a message. */
export const aroundTheMessage: ElementFates['dropped'] = {
  '(elements around the message)': 'envelope of the transport; its start tags are kept with what is rejected',
};

/** What a format says of the elements of its tables. */
export function toElementFates(tables: readonly MessageTable[], dropped: ElementFates['dropped'] = {}): ElementFates {
  const mapped: Record<string, string> = {};
  const raw = new Set<string>();
  for (const [path, target] of tables.flatMap((table) => Object.entries(table))) {
    const field = target.split('>').at(-1) as Field;
    if (target === 'raw') raw.add(path);
    else if (field in fields) mapped[path] = fields[field];
  }
  return { mapped, raw: [...raw].filter((path) => !(path in mapped)), dropped };
}
