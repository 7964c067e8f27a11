// Lets plain Node run the TypeScript sources: `node --import ./test/support/typescript.js file.ts`.
// Jest transforms what it runs itself; its global set-up and the child processes of tests run outside of it.
import { register } from 'node:module';

register('./typescriptHooks.js', import.meta.url);
