#!/usr/bin/env node
import { createProgram } from './commands/program.js';
import { isProduction } from './config.js';
import { promisesJson, toFailure, toLines } from './failure.js';

// Who reads us may have had enough, as `| head` does: the work goes on unseen, and ends as it would have.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

try {
  await createProgram().parseAsync();
} catch (error) {
  if (promisesJson(process.argv.slice(2))) console.log(JSON.stringify(toFailure(error)));
  for (const line of toLines(error, { production: isProduction() })) console.error(line);
  // What it is already a command has said, of which 1 would be an answer.
  process.exitCode ||= 1;
}
