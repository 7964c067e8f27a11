import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { assertCoversSchema } from '../../../policy/loading/closure.js';
import { loadPolicy, parsePolicy } from '../../../policy/loading/load.js';
import type { PolicyFileName } from '../../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { parseYaml } from '../../../policy/loading/yaml.js';
import { readAccess } from '../../../schema/access.js';
import { readPackageFile } from '../../../schema/files.js';

const files = readPolicyFiles();

/** A mistake, as test/cases/mistakes.yaml words it. */
interface Planted {
  readonly what: string;
  readonly file: PolicyFileName;
  readonly text?: string;
  readonly pattern?: string;
  readonly flags?: string;
  readonly becomes: string;
  readonly at?: string;
  readonly says: string;
}
const planted = parseYaml(readPackageFile('test', 'cases', 'mistakes.yaml')) as readonly Planted[];

describe('a policy', () => {
  it('is planted with at least forty mistakes below', () => {
    expect(planted.length).toBeGreaterThanOrEqual(40);
  });

  it.each(planted)('stops the start for $what, in one line with its place and a hint', (mistake) => {
    const { file, text: from = '', pattern, flags, becomes, at = '', says } = mistake;
    const message = new RegExp(says);
    const text = files[file].replace(pattern === undefined ? from : new RegExp(pattern, flags), becomes);
    expect(text).not.toBe(files[file]);
    const error = failureOf(() => parsePolicy({ ...files, [file]: text }));
    const line = error.split('\n').find((each) => message.test(each)) ?? error;
    expect(line).toMatch(message);
    const [, name, number, column] = /^(\w+)\.yaml:(\d+):(\d+): .+\. Hint: .+\.$/.exec(line) ?? [];
    expect(name).toBe(file);
    const pointedAt = text.split('\n')[Number(number) - 1] ?? '';
    expect(pointedAt).toContain(at);
    expect(pointedAt[Number(column) - 1] ?? '').toMatch(column === '1' ? /^.?$/ : /\S/);
  });

  it('names every mistake at once', () => {
    const matrix = files.matrix.replace('TAX_MS: MASKED', 'TAX_MS: MASK').replace('personal: true', 'personnel: true');
    const agencies = files.agencies.replace('clearance: SECRET_UE', 'clearance: SECRET');
    expect(failureOf(() => parsePolicy({ ...files, matrix, agencies })).split('\n').length).toBeGreaterThanOrEqual(3);
  });
});

describe('a policy and a schema', () => {
  const policy = loadPolicy();
  const sdl = readPackageFile('schema', 'supergraph.graphql');
  const close = (text: string, isWhole = true) =>
    assertCoversSchema(policy, { name: 'supergraph.graphql', access: readAccess(parse(text)), sdl: text, isWhole });

  it('close over each other as they ship', () => {
    expect(() => close(sdl)).not.toThrow();
  });

  it('stop the start where a label names a category that has no row, and say where', () => {
    const text = sdl.replace(
      /(\n {2}eyeColor: String )@access\(category: "persons.physical"\)/,
      '$1@access(category: "persons.physicl")',
    );
    const line = failureOf(() => close(text));
    expect(line).toMatch(
      /^supergraph\.graphql:\d+:3: PhysicalDescription\.eyeColor names the category persons\.physicl, .*did you mean persons\.physical\.$/,
    );
    const [, number] = /:(\d+):/.exec(line) ?? [];
    expect(text.split('\n')[Number(number) - 1]).toContain('eyeColor');
  });

  it('stop the start where a second category of a copy has no row', () => {
    expect(failureOf(() => close(sdl.replace('also: "cargo.movement"', 'also: "cargo.movements"')))).toMatch(
      /statedMrn names the category cargo\.movements/,
    );
  });

  it('stop the start where a row labels nothing, as one that was renamed in the schema does', () => {
    const text = sdl.replaceAll('"cargo.risk"', '"cargo.risks"');
    const lines = failureOf(() => close(text)).split('\n');
    expect(lines.at(-1)).toMatch(
      /^matrix\.yaml:\d+:3: categories > cargo\.risk: labels no field.*did you mean cargo\.risks\.$/,
    );
    const { categories } = policy;
    const more = { ...policy, categories: { ...categories, 'cargo.tariffs': categories['cargo.goods'] as never } };
    const access = readAccess(parse(sdl));
    const schema = { name: 'supergraph.graphql', access, sdl };
    expect(failureOf(() => assertCoversSchema(more, { ...schema, isWhole: true }))).toMatch(
      /cargo\.tariffs: labels no field/,
    );
    expect(() => assertCoversSchema(more, { ...schema, isWhole: false })).not.toThrow();
  });

  it('stop the start where the names of persons are guarded by a category that is not personal', () => {
    const text = sdl.replace(
      /"seizures\.persons"(, also: "persons\.identity", datum: "personName")/,
      '"seizures.core"$1',
    );
    expect(failureOf(() => close(text))).toMatch(
      /matrix\.yaml:\d+:\d+: categories > seizures\.core > personal: guards SeizurePerson/,
    );
  });
});

function failureOf(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    expect((error as Error).name).toBe('PolicyError');
    return (error as Error).message;
  }
  throw new Error('it started');
}
