import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { knownApiSchemaFile, readAhead } from '../../gateway/supergraph/apiSchema.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { parsedTextsFile, parseTexts } from '../../policy/loading/yaml.js';
import { readPackageFile } from '../../schema/files.js';
import { readSourceSdl } from '../../schema/sourceSdl.js';
import { sourceNames } from '../../schema/sources.js';
import { knownSchemasFile, readSchemasAhead } from '../../subgraphs/kit/serve/sourceSchema.js';

// Why: npm makes a program executable where it links it, once; a build anew after that would not be.
chmodSync(new URL('../main.js', import.meta.url), 0o755);

/*
 * The last step of the build: stores the parsed policy files, the API schema of the supergraph and the schemas of the sources, so that
 * no process parses them at its start. A file that is changed afterwards is read when it is needed.
 */
keep(parsedTextsFile, parseTexts(Object.values(readPolicyFiles())));
keep(knownApiSchemaFile, await readAhead(readPackageFile('schema', 'supergraph.graphql')));
keep(knownSchemasFile, readSchemasAhead(sourceNames.map(readSourceSdl)));

function keep(file: string, known: object): void {
  const written = JSON.stringify(known);
  if (!isDeepStrictEqual(JSON.parse(written), known)) throw new Error(`${file} would lose something in JSON`);
  // Why renamed: a concurrent reader gets the old file or the new one, whole.
  writeFileSync(`${file}.new`, written);
  renameSync(`${file}.new`, file);
}
