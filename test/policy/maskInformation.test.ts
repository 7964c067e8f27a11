import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, getNamedType, isEnumType, isObjectType, parse } from 'graphql';
import { generateDemo } from '../../ingest/demo/generate.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { applyMask } from '../../policy/mask.js';
import type { AccessDomain } from '../../schema/access.js';
import { readPackageFile } from '../../schema/files.js';
import { maskedFields, maskedFile, maskedText } from './words/masked.js';

const policy = loadPolicy();
const records = generateDemo(policy);
const document = parse(readPackageFile('schema', 'supergraph.graphql'));
const masked = maskedFields();

/** All distinct values of a member, at any depth of the demonstration's records of a kind. */
function valuesOf(kind: string, member: string): unknown[] {
  const found = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      if (name === member) for (const one of [each].flat()) if (typeof one !== 'object') found.add(one);
      walk(each);
    }
  };
  for (const record of records) if (record.kind === kind) walk(record);
  return [...found];
}

/** Share of the values that what is shown of them tells apart from every other, and mean number that share a mask. */
function information(values: readonly unknown[], domain: AccessDomain): { alone: number; alike: number } {
  const classes = new Map<unknown, number>();
  for (const value of values) {
    const shown = applyMask(policy, domain, value);
    if (shown !== undefined) classes.set(shown, (classes.get(shown) ?? 0) + 1);
  }
  const sizes = [...classes.values()];
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return { alone: sizes.filter((size) => size === 1).length / all, alike: all / sizes.length };
}

describe('what a mask tells', () => {
  it('stands on few fields, each of them looked at', () => {
    expect(readFileSync(maskedFile, 'utf8')).toBe(maskedText());
  });

  it('is nothing of codes and closed vocabularies: enums, sex, countries, kinds, units, and lists', () => {
    const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
    for (const coordinate of masked) {
      const [typeName = '', fieldName = ''] = coordinate.split('.');
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      expect(String(field?.type)).toMatch(/^(String|PartialDate|Float)$/);
      expect(isEnumType(field && getNamedType(field.type))).toBe(false);
      expect(field?.description).not.toMatch(/ISO \d|UNECE|UN\/LOCODE|code|As stated: `/);
    }
    expect(masked.join()).not.toMatch(/gender|country|nationality|flag|kind|type|unit|status|caseReference|mrn/i);
  });

  it.each<[string, string, AccessDomain]>([
    ['person', 'name', 'NAME'],
    ['consignment', 'name', 'NAME'],
    ['consignment', 'lrn', 'NUMBER'],
    ['consignment', 'ucr', 'NUMBER'],
    ['consignment', 'reference', 'NUMBER'],
    ['person', 'birthDates', 'DATE'],
  ])('tells of a %s’s %s (%s) of the demonstration fewer than one in twenty', (kind, member, domain) => {
    const values = valuesOf(kind, member);
    expect(values.length).toBeGreaterThan(200);
    const { alone, alike } = information(values, domain);
    expect(alone).toBeLessThan(0.05);
    expect(alike).toBeGreaterThan(5);
  });

  it('leaves ten thousand positions a hundred metres wide, and 365 days', () => {
    const grid = Array.from({ length: 2000 }, (_, index) => 50 + index / 1000 + 0.0001);
    expect(information(grid, 'POSITION')).toMatchObject({ alone: 0 });
    expect(information(grid, 'POSITION').alike ** 2).toBeGreaterThan(9000);
    const days = Array.from({ length: 3650 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    expect(information(days, 'DATE').alike).toBeGreaterThan(330);
  });
});
