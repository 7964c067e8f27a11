// Ends a restore, and is killed meanwhile. Why as built: see test/storage/embedded/startChild.mjs.
import { endRestore } from '../../../dist/cli/kept/endRestore.js';

await endRestore(JSON.parse(process.argv[2] ?? ''), 'op');
