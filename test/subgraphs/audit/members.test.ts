import { describe, expect, it } from '@jest/globals';
import {
  type DirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from 'graphql';
import { emptyBody } from '../../../auditlog/entry/body/bodyOf.js';
import { allMembers } from '../../../auditlog/entry/body/members.js';
import { readStated } from '../../../auditlog/entry/body/stated.js';
import { toClearHeader } from '../../../auditlog/entry/header.js';
import type { ReadBody } from '../../../auditlog/types.js';
import { readPackageFile } from '../../../schema/files.js';
import { type AuditEntryRow, toAuditEntry } from '../../../subgraphs/audit/mapping.js';
import type { Needs } from '../../../subgraphs/kit/asked/needs.js';
import { sampleBody, sampleHeader } from '../../auditlog/support/samples.js';

const entryType = parse(readPackageFile('schema', 'audit.graphql')).definitions.find(
  (each): each is ObjectTypeDefinitionNode =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === 'AuditEntry',
);
const sdlFields = entryType?.fields ?? [];
const inherited = argumentOf(entryType?.directives, 'access', 'category') ?? '';

/** Conditions on what is sealed: on all else there are those of its type. */
const operators = new Set(['AuditEntityFilter', 'AuditTextFilter', 'String']);

/** A row, its header, and what needs every field. */
const row = { index: 1, leaf_hash: Buffer.alloc(32), bytes: Buffer.alloc(1), header: Buffer.alloc(1) };
const stated = { count: 1, subjectRequest: 'r', subjectAgency: 'NL-CUSTOMS', letterSha256: 'ab' };
const decoded = { header: { ...toClearHeader(sampleHeader(stated), sampleBody()), asker: 'a', log: 'main' } };
const all: Needs = new Map(sdlFields.map(({ name }) => [name.value, 'value']));
const nodeOf = (body: ReadBody | null) => toAuditEntry(row as unknown as AuditEntryRow, decoded as never, body, all);
const clear = new Set([
  'id',
  // Who asked: stated with the header, kept with the body.
  'subjectName',
  ...Object.entries(nodeOf(null)).flatMap(([name, value]) => (value === null ? [] : [name])),
]);

describe('a member of the body', () => {
  it('is seen by the auditor as the list says: the SDL has its fields and no other, each with its type and category', () => {
    const ofList = allMembers.flatMap(([, { fields }]) =>
      Object.entries(fields).map(([name, { type, category }]) => `${name}: ${type} ${category}`),
    );
    const ofSdl = sdlFields.filter(({ name }) => !clear.has(name.value)).map(described);
    expect(ofList.sort()).toEqual(ofSdl.sort());
  });

  it('is found by the leaf that the list says, and no leaf of the SDL is found by nothing', () => {
    const ofList = allMembers.flatMap(([, { foundBy }]) => (foundBy ? [foundBy.filter] : []));
    const ofSdl = sdlFields
      .flatMap(({ name, directives = [] }) => directives.map((each) => ({ name, directives: [each] })))
      .filter(({ directives }) => operators.has(argumentOf(directives, 'filter', 'operators') ?? ''))
      .map(({ name, directives }) => argumentOf(directives, 'filter', 'name') ?? name.value);
    expect([...ofList, 'subjectName', 'entity'].sort()).toEqual(ofSdl.sort());
  });

  it('is given to who needs its field, and to nobody else', () => {
    const body: ReadBody = {
      ...sampleBody(),
      subject: 'nl-1',
      searched: [],
      decided: { clearance: 'PUBLIC', grants: ['g'], groups: [] },
      enumeration: { name: 'ab', dates: 20, askers: ['nl-1'] },
      exported: { format: 'jsonl', part: 0, parts: 1, rows: 2, sha256: 'ab' },
      askedNames: ['JANE'],
      subjectDecision: 'GRANTED',
      operation: 'Ask',
    };
    const shown = nodeOf(body);
    for (const [name, { fields }] of allMembers)
      for (const field of Object.keys(fields)) expect([name, field, shown[field] ?? null]).not.toContain(null);
    const bare = toAuditEntry(row as unknown as AuditEntryRow, decoded as never, body, new Map());
    for (const [, { fields }] of allMembers)
      for (const field of Object.keys(fields)) expect([field, bare[field]]).toEqual([field, null]);
  });

  it('stands in docs/AUDIT.md, in the row of its category', () => {
    const table = readPackageFile('docs', 'AUDIT.md').split('| member of the body |')[1]?.split('\n\n')[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const ofDocument = rows.flatMap((line) => {
      const [, names = '', , category = ''] = line.split('|');
      return (names.match(/[a-zA-Z]+/g) ?? []).map((name) => `${name} ${category.replaceAll('`', '').trim()}`);
    });
    const ofList = allMembers.map(([name, { fields }]) => `${name} ${Object.values(fields)[0]?.category}`);
    expect(ofDocument.sort()).toEqual(ofList.sort());
  });

  it('that sources state makes a manifest malformed where it is missing, or not as the list says', () => {
    expect(readStated({ ...emptyBody, source: 'persons' })).toEqual({ disclosed: [] });
    expect(readStated({ source: 'persons' })).toBeNull();
    expect(readStated({ disclosed: [{ type: 'Person', ids: [1] }] })).toBeNull();
  });
});

function described(field: FieldDefinitionNode): string {
  return `${field.name.value}: ${print(field.type)} ${argumentOf(field.directives, 'access', 'category') ?? inherited}`;
}

function argumentOf(directives: readonly DirectiveNode[] | undefined, directive: string, name: string): string | null {
  const found = directives
    ?.find((each) => each.name.value === directive)
    ?.arguments?.find((each) => each.name.value === name);
  return found?.value.kind === Kind.STRING ? found.value.value : null;
}
