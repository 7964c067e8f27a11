/*
 * How the kinds of record are described: which fields there are, in which groups, and how each is written. The page has one way
 * to show a field of any kind (FieldValue.tsx), and what a question asks is what its kind describes, which a test holds.
 */

/** How a value is written. */
export type Writing = 'text' | 'prose' | 'code' | 'constant' | 'instant' | 'country' | 'number' | 'score';

interface Named {
  /** As the answer has it. What it is called stands in texts/record.ts. */
  readonly name: string;
}

/** One value, or a list of such. */
export interface ValueField extends Named {
  readonly as: Writing;
}

/** An object whose parts are written as one text: an amount, a place, what a person is to a case, who states a record. */
export interface JoinedField extends Named {
  readonly as: 'amount' | 'place' | 'subject' | 'stated' | 'joined';
  readonly type: string;
  readonly parts: readonly ValueField[];
}

/** An object whose parts stand as fields of their own. */
export interface ObjectField extends Named {
  readonly as: 'object';
  readonly type: string;
  readonly parts: readonly Field[];
}

/** A list of objects, as a table. */
export interface ListField extends Named {
  readonly as: 'list';
  readonly type: string;
  readonly parts: readonly Field[];
}

/**
 * A record of its own, with a page; in a table its parts are columns beside it. Each is asked with its marking, which stands
 * beside it where none of its columns has it, and counts for the marking of the sheet.
 */
export interface RecordField extends Named {
  readonly as: 'record';
  readonly type: string;
  /** The field by which it is called. */
  readonly title: ValueField;
  readonly parts: readonly Field[];
}

/** What stands at the one end of a link: one of several records. */
export interface EitherField extends Named {
  readonly as: 'either';
  readonly records: readonly RecordField[];
}

/** A thing by its number, with a page that gathers what is known of it. */
export interface ThingField extends Named {
  readonly as: 'thing';
  readonly type: 'Container' | 'Vessel';
  readonly key: ValueField;
  readonly parts: readonly ValueField[];
}

export type Field = ValueField | JoinedField | ObjectField | ListField | RecordField | EitherField | ThingField;

const value = (as: Writing) => (name: string) => ({ as, name }) as const;
export const text = value('text');
export const prose = value('prose');
export const code = value('code');
export const constant = value('constant');
export const instant = value('instant');
export const country = value('country');
export const number = value('number');
/** A likelihood from 0 to 1. */
export const score = value('score');

export const object = (name: string, type: string, ...parts: readonly Field[]): ObjectField => ({
  ...{ as: 'object', name, type, parts },
});
export const list = (name: string, type: string, ...parts: readonly Field[]): ListField => ({
  ...{ as: 'list', name, type, parts },
});
export const joined = (name: string, type: string, ...parts: readonly ValueField[]): JoinedField => ({
  ...{ as: 'joined', name, type, parts },
});
export const amount = (name: string, type: string): JoinedField => ({
  ...{ as: 'amount', name, type, parts: [number('minorUnits'), text('currency')] },
});
export const place = (name: string): JoinedField => ({
  ...{ as: 'place', name, type: 'Location', parts: [code('unlocode'), text('name')] },
});
export const subject = (): JoinedField => ({
  ...{ as: 'subject', name: 'subject', type: 'LinkSubject', parts: [constant('category'), text('minor')] },
});
/** Who states a record, and its marking where that is above the usual. */
export const stated: JoinedField = {
  ...{ as: 'stated', name: 'handling', type: 'Handling' },
  parts: [text('originator'), constant('classification'), text('handlingCodes')],
};
export const record = (name: string, type: string, title: string, ...parts: readonly Field[]): RecordField => ({
  ...{ as: 'record', name, type, title: text(title), parts },
});
/** The row itself is the record. */
export const self = (type: string, title: string, ...parts: readonly Field[]): RecordField =>
  record('', type, title, ...parts);
export const either = (name: string, ...records: readonly RecordField[]): EitherField => ({
  ...{ as: 'either', name, records },
});
export const container = (name: string, ...parts: readonly ValueField[]): ThingField => ({
  ...{ as: 'thing', name, type: 'Container', key: code('containerId'), parts },
});
export const vessel = (name: string): ThingField => ({
  ...{ as: 'thing', name, type: 'Vessel', key: code('imo'), parts: [] },
});
