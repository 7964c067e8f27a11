// Restores a backup, and is killed meanwhile. Why as built: see test/storage/embedded/startChild.mjs.
import { readManifest } from '../../../dist/storage/backup/manifest.js';
import { restoreCluster } from '../../../dist/storage/backup/restoreCluster.js';

const [backup = '', dataDirectory = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
await restoreCluster({ backup, manifest: readManifest(backup, Buffer.alloc(32, 7)), dataDirectory });
