// Reads one delivery with a format, in a process of its own, so that a test can say how much memory it may have:
// format, files. The built code, since the heap of a test's own transformer would be measured with it.
import { formats } from '../../../dist/ingest/formats/index.js';
import { openFiles } from '../../../dist/ingest/input/openFiles.js';

const [format, ...paths] = process.argv.slice(2);
const files = await openFiles(paths);
const counts = { records: 0, rejects: 0 };
for await (const item of formats.get(format).read({ files, unmapped: () => {} })) {
  counts[item.kind === 'reject' ? 'rejects' : 'records'] += 1;
}
process.stdout.write(JSON.stringify(counts));
