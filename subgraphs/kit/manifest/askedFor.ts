import { GraphQLID, type GraphQLInputField, type GraphQLResolveInfo, getNamedType, isInputObjectType } from 'graphql';
import { badUserInput } from '../../../schema/errors.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import { nameKey } from '../../../schema/identifiers/nameKey.js';
import { identifies } from '../../../schema/identifies.js';
import { isLongerThan } from '../../../schema/isLongerThan.js';
import { typeOfId } from './recordType.js';
import type { Report } from './report.js';

/** Names, ids and numbers that one request may ask a source for: the log notes each of them. */
const MAX_ASKED = 1000;

/** Characters of a text that may be a name. */
const MAX_NAME = 1000;

/** What `@identifies` says for a name. */
const NAME = 'Name';

type Inputs = readonly Pick<GraphQLInputField, 'name' | 'type' | 'astNode'>[];

/**
 * Notes for the log what a root field is asked for, before anything is looked for: ids of records in its arguments, and
 * names and numbers in arguments, questions and filter leaves that match them exactly. A prefix identifies nobody.
 *
 * @throws PortcullisError BAD_USER_INPUT over 1,000 of them in one request
 */
export function noteAsked(report: Report, stated: object, info: GraphQLResolveInfo): void {
  const inputs = info.parentType.getFields()[info.fieldName]?.args ?? [];
  noteIds(report, inputs, stated);
  noteInputs(report, inputs, stated);
  if (report.asked() > MAX_ASKED)
    throw badUserInput(`At most ${MAX_ASKED} names, ids and numbers are asked for at once.`, {
      at: `${info.parentType.name}.${info.fieldName}`,
      facts: { limit: MAX_ASKED },
    });
}

/** Notes that a name, or a number of a type, was asked for. */
export function noteText(report: Report, type: string, text: string): void {
  if (text === '') return;
  if (type !== NAME) report.ask({ type, id: type === 'JointOperation' ? text : identifierKey(type, text) });
  else if (!isLongerThan(text, MAX_NAME)) {
    const key = nameKey(text);
    if (key !== '') report.askName(key);
  }
}

function noteIds(report: Report, inputs: Inputs, stated: object): void {
  for (const input of inputs) {
    if (getNamedType(input.type) !== GraphQLID || identifies(input.astNode) !== null) continue;
    for (const id of [statedAt(stated, input)].flat()) {
      const type = typeof id === 'string' ? typeOfId(id) : null;
      if (type !== null) report.ask({ type, id: id as string });
    }
  }
}

function noteInputs(report: Report, inputs: Inputs, stated: object): void {
  for (const input of inputs) {
    const value = statedAt(stated, input);
    if (value === null || value === undefined) continue;
    const named = identifies(input.astNode);
    const type = getNamedType(input.type);
    if (named !== null) noteExact(report, named, value);
    else if (isInputObjectType(type)) {
      const members = Object.values(type.getFields());
      for (const each of Array.isArray(value) ? value : [value]) noteInputs(report, members, each);
    }
  }
}

/** A text, several, or the operators of a filter, of which `eq` and `in` match whole values. */
function noteExact(report: Report, type: string, value: unknown): void {
  if (typeof value === 'string') noteText(report, type, value);
  else if (Array.isArray(value)) for (const each of value) noteExact(report, type, each);
  else if (typeof value === 'object' && value !== null) {
    const { eq, in: any } = value as { readonly eq?: unknown; readonly in?: unknown };
    noteExact(report, type, eq);
    noteExact(report, type, any);
  }
}

function statedAt(stated: object, { name: member }: Pick<GraphQLInputField, 'name'>): unknown {
  return (stated as Readonly<Record<string, unknown>>)[member];
}
