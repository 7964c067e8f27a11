/*
 * Where a function of a CPU profile belongs, in words.
 */

/** Area of functions that are no file's: `JSON.parse`, `writev`. */
export const builtIn = 'built-in functions of V8 and Node.js';

/** Areas of the product by folder of dist/, the longest first. */
const own = [
  ['gateway/execution/transport/', 'execution: asking the sources'],
  ['gateway/execution/', 'execution: plan, merge, shape'],
  ['gateway/documents/', 'documents'],
  ['gateway/identity/', 'identity'],
  ['gateway/gate/', 'gate'],
  ['gateway/http/', 'HTTP, our side'],
  ['gateway/', 'gateway, the rest'],
  ['auditlog/', 'audit log'],
  ['storage/', 'storage'],
  ['policy/', 'policy'],
  ['subgraphs/kit/', 'kit (signing, and sources in this process)'],
  ['subgraphs/', 'sources in this process'],
  ['schema/', 'schema and errors'],
];

/**
 * @param {{ functionName: string, url: string, scriptId: string }} frame
 * @param {string} dist URL of the built product
 * @returns {string} area; `idle` where nothing ran
 */
export function areaOf({ functionName, url, scriptId }, dist) {
  // Why the inspector too: it is the profiler's own work.
  if (functionName === '(idle)' || url === 'node:inspector') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)') return 'native code and kernel';
  if (url.startsWith(dist)) {
    const path = url.slice(dist.length).replace(/^\//, '');
    const stage = /^gateway\/pipeline\/(\w+)\.js$/.exec(path)?.[1];
    if (stage) return `pipeline: ${stage}`;
    return own.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'product, the rest';
  }
  const packaged = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1];
  if (packaged) return `package ${packaged}`;
  if (url.startsWith('node:')) return `node core: ${coreOf(url)}`;
  if (url === '' && scriptId !== '0') return 'generated code';
  if (url === '') return builtIn;
  return 'the benchmark itself';
}

function coreOf(url) {
  const path = url.slice('node:'.length);
  if (/http/.test(path)) return 'http';
  if (/^(net|internal\/(net|stream_base))/.test(path)) return 'sockets';
  if (/stream/.test(path)) return 'streams';
  if (/crypto/.test(path)) return 'crypto';
  if (/timers/.test(path)) return 'timers';
  if (/(async|promises|task_queues)/.test(path)) return 'asynchronous hooks and queues';
  if (/(event|abort)/.test(path)) return 'events and abort signals';
  if (/buffer/.test(path)) return 'buffers';
  return 'the rest';
}
