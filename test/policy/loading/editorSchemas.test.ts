import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { editorSchema } from '../../../policy/loading/editorSchemas.js';
import { policyFileNames, type WrittenFileName } from '../../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { parseYaml } from '../../../policy/loading/yaml.js';
import { readPackageFile } from '../../../schema/files.js';
import { registryCoordinates } from '../foreign/registry.js';

const files = readPolicyFiles();

/** Whether an editor that knows the schema would mark nothing in the text. */
function isAccepted(name: WrittenFileName, text: string): boolean {
  const schema = z.fromJSONSchema(JSON.parse(editorSchema(name)));
  return schema.safeParse(parseYaml(text)).success;
}

describe.each(policyFileNames)('the JSON Schema of %s.yaml', (name) => {
  it('is the committed one, made from the shape that the loader checks', () => {
    expect(readPackageFile('policy', 'schemas', `${name}.schema.json`)).toBe(editorSchema(name));
    expect(files[name]).toMatch(new RegExp(`^# yaml-language-server: \\$schema=schemas/${name}\\.schema\\.json\n`));
  });

  it('takes the file as it ships, and not with a key that means nothing', () => {
    expect(isAccepted(name, files[name])).toBe(true);
    expect(isAccepted(name, `${files[name]}\nsurplus: 1\n`)).toBe(false);
  });
});

it('the JSON Schema of matrix.yaml marks an effect that is none', () => {
  expect(isAccepted('matrix', files.matrix.replace('TAX_MS: MASKED', 'TAX_MS: MASK'))).toBe(false);
});

it('the JSON Schema of coordinates.yaml is the committed one, takes labels of foreign sources, and marks what is none', () => {
  expect(readPackageFile('policy', 'schemas', 'coordinates.schema.json')).toBe(editorSchema('coordinates'));
  expect(isAccepted('coordinates', registryCoordinates)).toBe(true);
  expect(isAccepted('coordinates', registryCoordinates.replace('  Ship.id:', '  Ship.id.part:'))).toBe(false);
  expect(isAccepted('coordinates', registryCoordinates.replace('PUBLIC', 'PUBLISHED'))).toBe(false);
});
