import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { matrixPage, printWho } from '../../../cli/policy/show.js';
import { whoGets } from '../../../policy/comparing/who.js';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { tableFormats } from '../../../policy/printing/formats.js';
import { matrixTable } from '../../../policy/printing/matrixTable.js';
import { ordinary } from '../../../policy/space/records.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { purposes, roles } from '../../../policy/types.js';
import { withProtectedHits } from '../../policy/arbitraries.js';

const policy = loadPolicy();
const categories = Object.keys(policy.categories);

describe('portcullis policy show', () => {
  test('has every row with its cells and its legal basis, in each format', () => {
    const [head = [], ...rows] = parse(matrixPage(undefined, 'csv')) as string[][];
    expect(rows.map(([category]) => category)).toEqual([...categories, 'exports']);
    const risk = Object.fromEntries((rows[3] ?? []).map((text, n) => [head[n], text]));
    expect(risk).toMatchObject({
      category: 'cargo.risk',
      CUSTOMS_MS: 'FULL (TARGETER; else HIT)',
      'legal basis': expect.stringContaining('Union Customs Code, Regulation 952/2013'),
      approval: 'nobody: a proposal',
    });
    expect(matrixPage(undefined, 'markdown').match(/^\| [a-z]+[.|\w]* \|/gm)).toHaveLength(categories.length + 2);
    expect(matrixPage(undefined, 'html').match(/<tr>/g)).toHaveLength(categories.length + 2);
  });

  test('says its rows to programs, whole', () => {
    expect(JSON.parse(matrixPage(undefined, 'json'))).toEqual({
      version: policy.version,
      categories: JSON.parse(JSON.stringify(Object.values(policy.categories))),
      protectedHits: [],
      exports: policy.exports,
    });
  });

  test('has who may know of protected records, and on which acts', () => {
    const { head, rows } = matrixTable(withProtectedHits(policy, 'FIU'));
    const last = Object.fromEntries((rows.at(-2) ?? []).map((text, n) => [head[n], text]));
    expect(last).toMatchObject({ category: 'protectedHits', FIU: 'HIT', TAX_MS: 'NONE', 'legal basis': 'An act.' });
    expect(rows).toHaveLength(categories.length + 2);
  });

  test('lets no text of a policy be anything but text', () => {
    const table = { title: '<b>', head: ['a|b'], rows: [['<script>"&'], ['say "no", and go']] };
    expect(tableFormats.html(table)).not.toMatch(/<script|<b>/);
    expect(tableFormats.markdown(table)).toContain('a\\|b');
    expect(tableFormats.csv(table)).toBe('"a|b"\r\n"<script>""&"\r\n"say ""no"", and go"\r\n');
  });
});

describe('portcullis policy show FIELD', () => {
  test('names each who gets something, as decide has it, and nobody else', () => {
    const guards = ['persons.identity', 'cargo.movement'];
    const asOf = '2026-11-25T10:00:00Z';
    const gets = whoGets(policy, guards, new Date(asOf));
    for (const id of Object.keys(policy.agencies))
      for (const role of roles)
        for (const purpose of purposes)
          for (const hasCase of [true, false]) {
            const facts = factsOf(policy, `${id} ${role}`, purpose, {
              asOf,
              ...(hasCase ? { case: 'X' } : {}),
              clearance: 'SECRET_UE',
            });
            const effects = guards.map(
              (category) => decide(policy, facts, category, { ...ordinary, originator: 'ZZ-OTHER' }).effect,
            );
            const least = ['NONE', 'HIT', 'MASKED', 'FULL'].find((effect) => effects.some((each) => each === effect));
            const told = gets.filter(
              (each) =>
                each.agencies.includes(id) &&
                each.roles.includes(role) &&
                each.purposes.includes(purpose) &&
                each.cases.includes(hasCase ? 'with' : 'without'),
            );
            expect([id, role, purpose, told.map(({ effect }) => effect)]).toEqual([
              id,
              role,
              purpose,
              least === 'NONE' ? [] : [least],
            ]);
          }
  });

  test('prints a sentence for each group, and refuses a field that is not there', () => {
    const lines: string[] = [];
    printWho({ json: false, out: (line) => lines.push(line) }, undefined, 'Person.birthDate');
    expect(lines[0]).toMatch(/^Person\.birthDate \(persons\.identity\), of records of other agencies/);
    expect(lines.some((line) => /^FULL {2}.*DE-POLICE.* see it: as .*INVESTIGATOR/.test(line))).toBe(true);
    expect(() => printWho({ json: false, out: () => undefined }, undefined, 'Person.birthday')).toThrow();
  });
});
