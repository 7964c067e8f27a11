import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { auditOutcome } from '../../gateway/pipeline/auditOutcome.js';
import { admit, answer, receive } from '../../gateway/pipeline/index.js';
import { errorRegistry } from '../../schema/errors.js';
import { packageFile, readPackageFile } from '../../schema/files.js';

/** The stages' files, in order. */
const stageFiles = [
  ...['identify', 'negotiate', 'document', 'purpose', 'limits', 'authorize'],
  ...['plan', 'auditIntent', 'execute', 'shape', 'auditOutcome'],
];

const drawing = readPackageFile('docs', 'LIFECYCLE.md');

test('the drawing names the stages of the pipeline, in its order', () => {
  const drawn = [...drawing.matchAll(/^ {2}│ {2}([a-z][A-Za-z]*) {2,}\S/gm)].map(([, name]) => name).slice(1);
  const once = drawn.filter((name, index) => name !== drawn[index - 1]);
  expect(once).toEqual(stageFiles);
});

test('each stage is a file that exports it, and the table says which', () => {
  for (const stage of stageFiles) {
    expect(existsSync(packageFile('gateway', 'pipeline', `${stage}.ts`))).toBe(true);
    expect(drawing).toContain(`| ${stage} | \`gateway/pipeline/${stage}.ts\``);
  }
});

test('the groups run the stages in that order', () => {
  const names = [...receive, ...admit, ...answer, auditOutcome].map(({ name }) =>
    name.replace(/^(?:find|check)Document$/, 'document'),
  );
  expect(names.filter((name, index) => name !== names[index - 1])).toEqual(stageFiles);
});

test('every code that the drawing names is in the registry', () => {
  const codes = [...drawing.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code as string);
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) expect(errorRegistry).toHaveProperty(code);
});
