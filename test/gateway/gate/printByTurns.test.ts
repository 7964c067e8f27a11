import { expect, test } from '@jest/globals';
import { buildSchema, printSchema } from 'graphql';
import { printByTurns } from '../../../gateway/gate/printByTurns.js';
import { readApiSchema } from '../../../gateway/supergraph/apiSchema.js';
import { readPackageFile } from '../../../schema/files.js';

test('a schema is printed as graphql-js prints it, and only once', async () => {
  const foreign = buildSchema('schema { query: Root } directive @x on FIELD\n"What." type Root { a: Int } scalar S');
  for (const schema of [foreign, await readApiSchema(readPackageFile('schema', 'supergraph.graphql'))]) {
    expect(await printByTurns(schema)).toBe(printSchema(schema));
    const again = performance.now();
    await printByTurns(schema);
    expect(performance.now() - again).toBeLessThan(20);
  }
});
