import { readFileSync, writeFileSync } from 'node:fs';
import { editorSchema } from '../../policy/loading/editorSchemas.js';
import { writtenFileNames } from '../../policy/loading/mistake.js';
import { packageFile } from '../../schema/files.js';

const fileOf = (name: string): string => packageFile('policy', 'schemas', `${name}.schema.json`);

/** Writes `policy/schemas/`. */
export function writeSchemas(): void {
  for (const name of writtenFileNames) writeFileSync(fileOf(name), editorSchema(name));
}

/** Whether `policy/schemas/` is what would be written. */
export function areSchemasFresh(): boolean {
  return writtenFileNames.every((name) => readFileSync(fileOf(name), 'utf8') === editorSchema(name));
}
