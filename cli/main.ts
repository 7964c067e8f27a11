#!/usr/bin/env node
import { withKeyLast } from './commands/arguments.js';
import { createProgram } from './commands/program.js';
import { isProduction } from './config.js';
import { promisesJson, toFailure, toLines } from './failure.js';

// A reader may close the pipe, as `| head` does: the work goes on and ends as it would have.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

try {
  await createProgram().parseAsync(withKeyLast(process.argv.slice(2)), { from: 'user' });
} catch (error) {
  if (promisesJson(process.argv.slice(2))) console.log(JSON.stringify(toFailure(error)));
  for (const line of toLines(error, { production: isProduction() })) console.error(line);
  // A command for which 1 would be an answer has already set another code.
  process.exitCode ||= 1;
}
