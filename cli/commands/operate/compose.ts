import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { packageFile } from '../../../schema/files.js';
import { sourceNames } from '../../../schema/sources.js';

/** `portcullis compose`: the sources' SDL becomes `schema/supergraph.graphql`, after the schema check. */
export function composeCommand(): Command {
  const command = new Command('compose')
    .description('check the SDL of all sources and compose schema/supergraph.graphql from it')
    .option('--check', 'write nothing; fail where the committed file is not what would be written');
  return command.action(async () => {
    const { composeSupergraph, sourceDocument } = await import('../../../schema/compose.js');
    const { checkSchema } = await import('../../../schema/checks/check.js');
    const { checkRecords } = await import('../../../schema/records/checks/checkSdl.js');
    const { loadPolicy } = await import('../../../policy/loading/load.js');
    const { matrixRows } = await import('../../../policy/loading/matrixRows.js');
    const sources = sourceNames.map(sourceDocument);
    const matrix = matrixRows(loadPolicy());
    const violations = [...checkSchema(sources, matrix), ...checkRecords(sources, matrix)];
    const { supergraphSdl, errors, hints } = composeSupergraph(sources);
    for (const line of [...violations, ...errors]) console.error(line);
    for (const hint of hints) console.error(`hint: ${hint}`);
    if (violations.length + errors.length > 0 || !supergraphSdl) return fail('The schema does not hold.');
    const file = packageFile('schema', 'supergraph.graphql');
    if (!command.opts().check) {
      writeFileSync(file, supergraphSdl);
      console.log(`schema/supergraph.graphql: ${supergraphSdl.length} characters, ${hints.length} hints`);
    } else if (readFileSync(file, 'utf8') !== supergraphSdl) {
      fail('schema/supergraph.graphql is stale: run `npx portcullis compose` and commit it.');
    } else {
      console.log(
        `The schema holds: ${sources.length} sources, ${hints.length} hints; the committed supergraph is fresh.`,
      );
    }
  });
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
